using System.Collections.Concurrent;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace GanBench.Configuration;

/// <summary>
/// What an option is for: the summary in its XML documentation, which lies beside its assembly. One text serves readers of the code, the
/// schema and the reference.
/// </summary>
internal static partial class Descriptions
{
    private static readonly ConcurrentDictionary<Assembly, IReadOnlyDictionary<string, string>> Cache = new();

    /// <summary>The summary of a property as plain text; null where the documentation is not there.</summary>
    public static string? Of(PropertyInfo property) =>
        Cache.GetOrAdd(property.Module.Assembly, Read)
            .GetValueOrDefault($"P:{property.DeclaringType!.FullName!.Replace('+', '.')}.{property.Name}");

    private static Dictionary<string, string> Read(Assembly assembly)
    {
        var file = Path.ChangeExtension(assembly.Location, ".xml");
        if (!File.Exists(file))
            return [];
        return XDocument.Load(file).Descendants("member").Where(member => member.Element("summary") is not null)
            .ToDictionary(
                member => (string)member.Attribute("name")!, member => Spaces().Replace(Plain(member.Element("summary")!), " ").Trim());
    }

    private static string Plain(XElement element) => string.Concat(element.Nodes().Select(node => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" or "paramref" or "typeparamref" } reference => Reference(reference),
        XElement inner => Plain(inner),
        _ => "",
    }));

    private static string Reference(XElement reference) =>
        (string?)reference.Attribute("langword") ?? (string?)reference.Attribute("name") ?? ((string?)reference.Attribute("cref") ?? "")
            .Split('.')[^1];

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
