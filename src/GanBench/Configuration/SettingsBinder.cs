using System.Reflection;
using System.Text;
using System.Text.Json;
using GanBench.Text;
using YamlDotNet.RepresentationModel;

namespace GanBench.Configuration;

/// <summary>
/// Reads and writes immutable option records by their camelCase keys: dotted keys of the command line
/// (<c>discriminator.steps=5</c>), YAML files, and the YAML they are written back as. One mechanism for all three,
/// so every part of a recipe can be set everywhere under the same name.
/// </summary>
public static class SettingsBinder
{
    /// <summary>All dotted keys of an options record with their current values, in the order of declaration.</summary>
    /// <param name="record">An options record.</param>
    public static IReadOnlyList<(string Key, string Value)> List(object record)
    {
        var keys = new List<(string, string)>();
        Walk(record, "", (key, value) => keys.Add((key, SettingValue.Format(value))));
        return keys;
    }

    /// <summary>A copy of the record with one key changed.</summary>
    /// <typeparam name="T">The record's type.</typeparam>
    /// <param name="record">The record.</param>
    /// <param name="key">Dotted key, e.g. "discriminator.optimizer.learningRate".</param>
    /// <param name="value">The value as text.</param>
    /// <exception cref="UsageException">Unknown key, or a value that is not valid for it.</exception>
    public static T With<T>(T record, string key, string value)
        where T : class
    {
        if (List(record).All(k => !string.Equals(k.Key, key, StringComparison.OrdinalIgnoreCase)))
            throw new UsageException(NearestName.Unknown("setting", key, [.. List(record).Select(k => k.Key)]));
        return (T)Set(record, key.Split('.'), 0, value, key);
    }

    /// <summary>A copy of the record with the keys of a YAML mapping changed; problems are collected, not thrown.</summary>
    /// <typeparam name="T">The record's type.</typeparam>
    /// <param name="record">The record with the defaults.</param>
    /// <param name="node">The mapping.</param>
    /// <param name="file">Name of the file, for messages.</param>
    /// <param name="problems">Gets one line per problem: file, line, key, rule, value.</param>
    public static T Bind<T>(T record, YamlMappingNode node, string file, ICollection<string> problems)
        where T : class => (T)BindObject(record, node, file, "", problems);

    /// <summary>The record as YAML, every value stated.</summary>
    /// <param name="record">An options record.</param>
    public static string ToYaml(object record)
    {
        var text = new StringBuilder();
        WriteYaml(record, 0, text);
        return text.ToString();
    }

    /// <summary>Where a YAML node stands, for messages: "file:line".</summary>
    /// <param name="node">The node.</param>
    /// <param name="file">The file's name.</param>
    public static string At(YamlNode node, string file) => FormattableString.Invariant($"{file}:{node.Start.Line}");

    private static object BindObject(object record, YamlMappingNode node, string file, string prefix, ICollection<string> problems)
    {
        var properties = Properties(record.GetType());
        foreach (var (keyNode, valueNode) in node.Children)
        {
            var key = (keyNode as YamlScalarNode)?.Value ?? "";
            var property = properties.FirstOrDefault(p => Key(p) == key);
            if (property is null)
            {
                problems.Add($"{At(keyNode, file)}: {NearestName.Unknown("key", prefix + key, [.. properties.Select(p => prefix + Key(p))])}");
            }
            else if (!SettingValue.IsScalar(property.PropertyType))
            {
                if (valueNode is YamlMappingNode inner)
                    record = Copy(record, property, BindObject(property.GetValue(record)!, inner, file, prefix + key + ".", problems));
                else
                    problems.Add($"{At(valueNode, file)}: {prefix}{key} must hold keys of its own: {string.Join(", ", Properties(property.PropertyType).Select(Key))}");
            }
            else if (valueNode is not YamlScalarNode scalar)
            {
                problems.Add($"{At(valueNode, file)}: {prefix}{key} must be a single value");
            }
            else if (SettingValue.TryParse(scalar.Value ?? "null", property.PropertyType, out var value, out var problem))
            {
                record = Copy(record, property, value);
            }
            else
            {
                problems.Add($"{At(valueNode, file)}: {prefix}{key} {problem}");
            }
        }
        return record;
    }

    private static object Set(object record, string[] path, int depth, string text, string key)
    {
        var property = Properties(record.GetType()).First(p => string.Equals(Key(p), path[depth], StringComparison.OrdinalIgnoreCase));
        if (depth < path.Length - 1)
            return Copy(record, property, Set(property.GetValue(record)!, path, depth + 1, text, key));
        if (!SettingValue.TryParse(text, property.PropertyType, out var value, out var problem))
            throw new UsageException($"{key} {problem}.");
        return Copy(record, property, value);
    }

    private static void Walk(object record, string prefix, Action<string, object?> visit)
    {
        foreach (var property in Properties(record.GetType()))
        {
            var value = property.GetValue(record);
            if (SettingValue.IsScalar(property.PropertyType))
                visit(prefix + Key(property), value);
            else
                Walk(value!, prefix + Key(property) + ".", visit);
        }
    }

    private static void WriteYaml(object record, int indent, StringBuilder text)
    {
        foreach (var property in Properties(record.GetType()))
        {
            var value = property.GetValue(record);
            text.Append(' ', indent).Append(Key(property)).Append(':');
            if (SettingValue.IsScalar(property.PropertyType))
            {
                text.Append(' ').Append(value is string s ? Quote(s) : SettingValue.Format(value)).Append('\n');
            }
            else
            {
                text.Append('\n');
                WriteYaml(value!, indent + 2, text);
            }
        }
    }

    // A plain scalar where YAML reads it back as the same text, else a double-quoted one; "null" must stay a string.
    private static string Quote(string text) =>
        text.Length > 0 && text != "null" && text != "~" && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or '@')
            ? text
            : JsonSerializer.Serialize(text);

    private static object Copy(object record, PropertyInfo property, object? value)
    {
        var clone = record.GetType().GetMethod("<Clone>$")!.Invoke(record, null)!;
        property.SetValue(clone, value);
        return clone;
    }

    private static PropertyInfo[] Properties(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite && p.GetIndexParameters().Length == 0)];

    private static string Key(PropertyInfo property) => JsonNamingPolicy.CamelCase.ConvertName(property.Name);
}
