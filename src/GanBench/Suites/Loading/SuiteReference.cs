using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace GanBench.Suites.Loading;

/// <summary>All keys of suite files as a Markdown document, made from <see cref="SuiteSchema"/>.</summary>
public static class SuiteReference
{
    /// <summary>The document: a table of keys for every section of a file, each section once.</summary>
    public static string Write()
    {
        var text = new StringBuilder("# Keys of suite files\n\n")
            .Append("Made from the types that files are bound to: `ganbench suite schema --markdown`. [suites.md](suites.md) explains how "
                + "they work together.\n")
            .Append("Where a list is asked for, a single value stands for a list of one.\n");
        var open = new Queue<(string Path, JsonObject Section)>([("", JsonNode.Parse(SuiteSchema.Write())!.AsObject())]);
        var written = new Dictionary<string, string>();
        while (open.TryDequeue(out var next))
        {
            text.Append(CultureInfo.InvariantCulture,
                $"\n## {(next.Path.Length == 0 ? "The file" : $"`{next.Path}`")}\n\n| key | value | default | |\n| --- | --- | --- | --- "
                + $"|\n");
            foreach (var (key, value) in next.Section["properties"]!.AsObject())
            {
                var node = value!.AsObject();
                var path = next.Path.Length == 0 ? key : $"{next.Path}.{key}";
                text.Append(CultureInfo.InvariantCulture,
                    $"| `{key}` | {Kind(node, path)} | {Default(node)} | {Escape((string?)node["description"] ?? "")} |\n");
            }
        }
        return text.ToString().TrimEnd();

        string Kind(JsonObject node, string path)
        {
            if (node["anyOf"] is JsonArray choices)
                return "list of " + Kind(choices[0]!.AsObject(), path);
            if (node["additionalProperties"] is JsonObject element)
                return "names with " + Kind(element, path);
            if (node["properties"] is { } properties)
            {
                // The same keys elsewhere are described once.
                var keys = properties.ToJsonString();
                if (written.TryAdd(keys, path))
                    open.Enqueue((path, node));
                return $"[section](#{Anchor(written[keys])})";
            }
            if (node["enum"] is JsonArray names)
                return string.Join(", ", names.Select(name => $"`{name}`"));
            return node["type"] is JsonArray types ? string.Join(" or ", types.Select(type => (string)type!)) : (string)node["type"]!;
        }
    }

    private static string Default(JsonObject node) => node["default"] is { } value ? $"`{value}`" : "";

    private static string Anchor(string path) => path.ToLowerInvariant().Replace(".", "", StringComparison.Ordinal);

    private static string Escape(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
