using System.Reflection;
using PublicApiGenerator;

namespace GanBench.Testing;

/// <summary>The public interface of an assembly as text.</summary>
public static class PublicApi
{
    private static readonly ApiGeneratorOptions Options = new()
    {
        // Descriptions are texts, and are shown where they are read.
        ExcludeAttributes = ["System.ComponentModel.DescriptionAttribute"],
        IncludeAssemblyAttributes = false,
        OrderBy = OrderMode.NamespaceThenFullName,
        TreatRecordsAsClasses = false,
    };

    /// <summary>Describes what users of an assembly can see.</summary>
    /// <param name="assembly">The assembly.</param>
    public static string Describe(Assembly assembly) => assembly.GeneratePublicApi(Options);
}
