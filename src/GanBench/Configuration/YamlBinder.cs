using System.Collections;
using GanBench.Text;
using YamlDotNet.RepresentationModel;

namespace GanBench.Configuration;

/// <summary>
/// Binds YAML to option records: scalars, lists, mappings and nested records. A single value stands for a list of one. Problems are
/// collected, so that all are told at once.
/// </summary>
/// <param name="file">Name of the file, for messages.</param>
/// <param name="problems">Gets one line per problem: file, line, column, key, rule, value.</param>
internal sealed class YamlBinder(string file, ICollection<string> problems)
{
    /// <summary>A copy of the record with the mapping's keys set.</summary>
    public T Bind<T>(T record, YamlMappingNode node)
        where T : class => (T)BindRecord(record, node, "");

    private object BindRecord(object record, YamlMappingNode node, string prefix)
    {
        record = OptionRecord.Clone(record);
        var properties = OptionRecord.Properties(record.GetType());
        foreach (var position in record.GetType().GetProperties().Where(p => p.PropertyType == typeof(SourcePosition) && p.CanWrite))
            position.SetValue(record, new SourcePosition(file, node.Start.Line, node.Start.Column));
        foreach (var (keyNode, valueNode) in node.Children)
        {
            var key = (keyNode as YamlScalarNode)?.Value ?? "";
            var property = properties.FirstOrDefault(p => OptionRecord.Key(p) == key);
            if (property is null)
                Report(keyNode, NearestName.Unknown("key", key, [.. properties.Select(OptionRecord.Key)], prefix));
            else if (BindValue(property.PropertyType, property.GetValue(record), valueNode, prefix + key) is { } value)
                property.SetValue(record, value.Content);
        }
        return record;
    }

    // Null when the value is not valid; the box tells that from a valid null.
    private Box? BindValue(Type type, object? current, YamlNode node, string key)
    {
        if (SettingValue.IsScalar(type))
            return BindScalar(type, node, key);
        if (OptionRecord.ElementType(type) is { } element)
            return BindList(element, node, key);
        if (node is not YamlMappingNode mapping)
        {
            var keys = OptionRecord.IsNested(type) ? ": " + string.Join(", ", OptionRecord.Properties(type).Select(OptionRecord.Key)) : "";
            return Refuse(node, $"{key} must hold keys of its own{keys}");
        }
        if (type == typeof(Overrides))
            return new Box(((Overrides)current!).Then(new Overrides([(mapping, file)])));
        if (type == typeof(OwnOptions))
            return BindOwn((OwnOptions)current!, mapping, key, "");
        if (OptionRecord.ValueType(type) is { } valueType)
            return BindDictionary(valueType, mapping, key);
        return new Box(BindRecord(current ?? Activator.CreateInstance(type)!, mapping, key + "."));
    }

    private Box? BindScalar(Type type, YamlNode node, string key)
    {
        if (node is not YamlScalarNode scalar)
            return Refuse(node, $"{key} must be a single value");
        return SettingValue.TryParse(scalar.Value ?? "null", type, out var value, out var problem) ? new Box(value)
            : Refuse(node, $"{key} {problem}");
    }

    private Box? BindList(Type element, YamlNode node, string key)
    {
        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(element))!;
        var valid = true;
        foreach (var item in node is YamlSequenceNode sequence ? sequence.Children : [node])
        {
            // A text in a list is what is written: whether "null" means something is known to who reads the list (a sweep's setting).
            var bound = item is YamlScalarNode text && element == typeof(string) ? new Box(text.Value ?? "null")
                : item is YamlScalarNode { Value: null or "" } ? Refuse(item, $"{key} has an empty entry")
                : item == node && item is YamlScalarNode { Value: { } line } && line.Contains(',', StringComparison.Ordinal)
                    ? Refuse(item, $"{key} is a list, which stands in brackets: [{line}]")
                : BindValue(element, OptionRecord.IsNested(element) ? Activator.CreateInstance(element) : null, item, key);
            if (bound is null)
                valid = false;
            else
                list.Add(bound.Content);
        }
        return valid ? new Box(list) : null;
    }

    private Box? BindDictionary(Type valueType, YamlMappingNode mapping, string key)
    {
        var dictionary = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), valueType))!;
        var valid = true;
        foreach (var (keyNode, valueNode) in mapping.Children)
        {
            var name = (keyNode as YamlScalarNode)?.Value ?? "";
            if (BindValue(valueType, null, valueNode, $"{key}.{name}") is { } bound)
                dictionary[name] = bound.Content;
            else
                valid = false;
        }
        return valid ? new Box(dictionary) : null;
    }

    // Whether its keys and values are valid is known to the part that they are for.
    private Box? BindOwn(OwnOptions options, YamlMappingNode mapping, string key, string prefix)
    {
        foreach (var (keyNode, valueNode) in mapping.Children)
        {
            var name = prefix + ((keyNode as YamlScalarNode)?.Value ?? "");
            if (valueNode is YamlScalarNode scalar)
                options = options.With(name, scalar.Value ?? "null");
            else if (valueNode is not YamlMappingNode inner)
                return Refuse(valueNode, $"{key}.{name} must be a single value, or hold keys of its own");
            else if (BindOwn(options, inner, key, name + ".") is { } bound)
                options = (OwnOptions)bound.Content!;
            else
                return null;
        }
        return new Box(options);
    }

    private Box? Refuse(YamlNode node, string problem)
    {
        Report(node, problem);
        return null;
    }

    private void Report(YamlNode node, string problem) => problems.Add($"{SettingsBinder.At(node, file)}: {problem}");

    private sealed record Box(object? Content);
}
