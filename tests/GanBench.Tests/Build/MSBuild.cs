using System.Text.Json;
using GanBench.Testing;

namespace GanBench.Tests.Build;

/// <summary>Evaluates and builds projects the way the command line does, without restoring anything.</summary>
internal static class MSBuild
{
    /// <summary>Runs <c>dotnet msbuild</c> on a project.</summary>
    public static (int ExitCode, string Output) Run(string project, params string[] arguments)
    {
        var result =
            ExternalTool.Run(
            "dotnet", ["msbuild", project, "-nologo", "-noAutoResponse", "-tl:off", "-nodeReuse:false", "-p:Configuration=Release",
                .. arguments]);
        return (result.ExitCode, result.Output + result.Error);
    }

    /// <summary>
    /// The items of some kinds, each with its metadata, after a project's evaluation or, with <c>-t:</c>, after its targets.
    /// </summary>
    public static ILookup<string, IReadOnlyDictionary<string, string>> Items(string project, string kinds, params string[] arguments)
    {
        var (exitCode, output) = Run(project, [$"-getItem:{kinds}", .. arguments]);
        Assert.True(exitCode == 0, output);
        using var json = JsonDocument.Parse(output);
        var items = from kind in json.RootElement.GetProperty("Items").EnumerateObject()
                    from item in kind.Value.EnumerateArray()
                    select (Kind: kind.Name, Metadata: item.EnumerateObject()
                        .ToDictionary(metadata => metadata.Name, metadata => metadata.Value.GetString()!));
        return items.ToLookup(item => item.Kind, item => (IReadOnlyDictionary<string, string>)item.Metadata);
    }
}
