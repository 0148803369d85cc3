using System.Globalization;
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
    /// <param name="record">An options record of scalars and records.</param>
    /// <param name="whole">Whether those are listed too that are only written when they are set.</param>
    public static IReadOnlyList<(string Key, string Value)> List(object record, bool whole = false)
    {
        var keys = new List<(string, string)>();
        Walk(record, "", whole, keys);
        return keys;
    }

    /// <summary>A copy of the record with one key changed.</summary>
    /// <typeparam name="T">The record's type.</typeparam>
    /// <param name="record">The record.</param>
    /// <param name="key">Dotted key, e.g. "discriminator.optimizer.learningRate".</param>
    /// <param name="value">The value as text.</param>
    /// <exception cref="UsageException">Unknown key, or a value that is not valid for it.</exception>
    public static T With<T>(T record, string key, string value)
        where T : class => (T)(Set(record, key, value, key) ?? throw new UsageException(NearestName.Unknown("setting", key, Keys(record))));

    /// <summary>A copy of the record with the keys of a YAML mapping changed; problems are collected, not thrown.</summary>
    /// <typeparam name="T">The record's type.</typeparam>
    /// <param name="record">The record with the defaults.</param>
    /// <param name="node">The mapping.</param>
    /// <param name="file">Name of the file, for messages.</param>
    /// <param name="problems">Gets one line per problem: file, line, key, rule, value.</param>
    public static T Bind<T>(T record, YamlMappingNode node, string file, ICollection<string> problems)
        where T : class => new YamlBinder(file, problems).Bind(record, node);

    /// <summary>The record as YAML, every value stated.</summary>
    /// <param name="record">An options record of scalars and records.</param>
    public static string ToYaml(object record)
    {
        var text = new StringBuilder();
        WriteYaml(record, 0, text);
        return text.ToString();
    }

    /// <summary>Where a YAML node stands, for messages: "file:line:column".</summary>
    /// <param name="node">The node.</param>
    /// <param name="file">The file's name.</param>
    public static string At(YamlNode node, string file) => new SourcePosition(file, node.Start.Line, node.Start.Column).ToString();

    // Null when no property has the key.
    private static object? Set(object record, string path, string text, string key)
    {
        var (head, tail) = path.IndexOf('.', StringComparison.Ordinal) is var dot and >= 0 ? (path[..dot], path[(dot + 1)..]) : (path, "");
        var property = OptionRecord.Properties(record.GetType())
            .FirstOrDefault(p => string.Equals(OptionRecord.Key(p), head, StringComparison.OrdinalIgnoreCase));
        if (property is null)
            return null;
        if (property.PropertyType == typeof(OwnOptions))
            return tail.Length == 0 ? null : OptionRecord.With(record, property, ((OwnOptions)property.GetValue(record)!).With(tail, text));
        if (tail.Length > 0)
        {
            return OptionRecord.IsNested(property.PropertyType) && Set(property.GetValue(record)!, tail, text, key) is { } inner
                ? OptionRecord.With(record, property, inner) : null;
        }
        if (!SettingValue.IsScalar(property.PropertyType))
            return null;
        return SettingValue.TryParse(text, property.PropertyType, out var value, out var problem)
            ? OptionRecord.With(record, property, value)
            : throw new UsageException($"{key} {problem}.");
    }

    // Every key that could be set; what stands below an own section is known to its part alone.
    private static List<string> Keys(object record) =>
        [.. OptionRecord.Properties(record.GetType()).SelectMany(property => SettingValue.IsScalar(property.PropertyType)
            ? [OptionRecord.Key(property)]
            : OptionRecord.IsNested(property.PropertyType)
                ? Keys(property.GetValue(record)!).Select(key => OptionRecord.Key(property) + "." + key)
                : [])];

    private static void Walk(object record, string prefix, bool whole, List<(string, string)> keys)
    {
        foreach (var (property, value) in Written(record, whole))
        {
            var key = prefix + OptionRecord.Key(property);
            if (value is OwnOptions own)
                keys.AddRange(own.Values.Select(v => ($"{key}.{v.Key}", v.Value)));
            else if (SettingValue.IsScalar(property.PropertyType))
                keys.Add((key, SettingValue.Format(value)));
            else
                Walk(value!, key + ".", whole, keys);
        }
    }

    private static void WriteYaml(object record, int indent, StringBuilder text)
    {
        foreach (var (property, value) in Written(record))
        {
            text.Append(' ', indent).Append(OptionRecord.Key(property)).Append(':');
            if (value is OwnOptions own)
            {
                text.Append('\n');
                foreach (var (key, setting) in own.Values)
                    text.Append(' ', indent + 2).Append(key).Append(": ").Append(Quote(setting)).Append('\n');
            }
            else if (SettingValue.IsScalar(property.PropertyType))
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

    private static IEnumerable<(PropertyInfo Property, object? Value)> Written(object record, bool whole = false) =>
        from property in OptionRecord.Properties(record.GetType())
        let value = property.GetValue(record)
        where value is not OwnOptions { IsEmpty: true }
            && (whole || IsSet(value) || property.GetCustomAttribute<WrittenWhenSetAttribute>() is null)
        select (property, value);

    private static bool IsSet(object? value) =>
        value is not null && !(value is Enum && Convert.ToInt64(value, CultureInfo.InvariantCulture) == 0);

    // A plain scalar where YAML reads it back as the same text, else a double-quoted one; "null" must stay a string.
    private static string Quote(string text) =>
        text.Length > 0 && text != "null" && text != "~"
            && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or '@')
            ? text
            : JsonSerializer.Serialize(text);
}
