using System.Collections;
using System.ComponentModel;
using System.Reflection;
using System.Text.Json;
using GanBench.Configuration;
using GanBench.Suites.Schema;
using GanBench.Text;
using YamlDotNet.RepresentationModel;

namespace GanBench.Suites.Loading;

/// <summary>
/// Binds YAML to the records of a suite: scalars, lists, mappings and nested records. A single value stands for a list of one.
/// Problems are collected, so that all are told at once.
/// </summary>
internal static class SuiteBinder
{
    /// <summary>A copy of the record with the mapping's keys set.</summary>
    public static T Bind<T>(T record, YamlMappingNode node, string file, ICollection<string> problems)
        where T : class => (T)BindRecord(record, node, file, "", problems);

    /// <summary>The keys of a record: its properties, except those that are filled in by the loader.</summary>
    public static IEnumerable<PropertyInfo> Keys(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.CanWrite && p.GetCustomAttribute<BrowsableAttribute>() is not { Browsable: false });

    /// <summary>A property's key.</summary>
    public static string Key(PropertyInfo property) => JsonNamingPolicy.CamelCase.ConvertName(property.Name);

    /// <summary>The type of a list's elements; null when it is no list.</summary>
    public static Type? ElementType(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0] : null;

    /// <summary>The type of a mapping's values; null when it is no mapping from strings.</summary>
    public static Type? ValueType(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>) ? type.GetGenericArguments()[1] : null;

    private static object BindRecord(object record, YamlMappingNode node, string file, string prefix, ICollection<string> problems)
    {
        record = Clone(record);
        var keys = Keys(record.GetType()).ToList();
        foreach (var property in record.GetType().GetProperties().Where(p => p.PropertyType == typeof(SourcePosition) && p.CanWrite))
            property.SetValue(record, new SourcePosition(file, node.Start.Line));
        foreach (var (keyNode, valueNode) in node.Children)
        {
            var key = (keyNode as YamlScalarNode)?.Value ?? "";
            var property = keys.FirstOrDefault(p => Key(p) == key);
            if (property is null)
                problems.Add($"{SettingsBinder.At(keyNode, file)}: {NearestName.Unknown("key", prefix + key, [.. keys.Select(p => prefix + Key(p))])}");
            else if (BindValue(property.PropertyType, property.GetValue(record), valueNode, file, prefix + key, problems) is { } value)
                property.SetValue(record, value.Content);
        }
        return record;
    }

    // Null when the value is not valid; the box tells that from a valid null.
    private static Box? BindValue(Type type, object? current, YamlNode node, string file, string key, ICollection<string> problems)
    {
        if (type == typeof(Overrides))
        {
            if (node is YamlMappingNode mapping)
                return new Box(((Overrides)current!).Then(new Overrides([(mapping, file)])));
            problems.Add($"{SettingsBinder.At(node, file)}: {key} must hold keys of its own");
            return null;
        }
        if (SettingValue.IsScalar(type))
            return BindScalar(type, node, file, key, problems);
        if (ElementType(type) is { } element)
            return BindList(element, node, file, key, problems);
        if (ValueType(type) is { } valueType)
            return BindDictionary(valueType, node, file, key, problems);
        if (node is YamlMappingNode inner)
            return new Box(BindRecord(current ?? Activator.CreateInstance(type)!, inner, file, key + ".", problems));
        problems.Add($"{SettingsBinder.At(node, file)}: {key} must hold keys of its own: {string.Join(", ", Keys(type).Select(Key))}");
        return null;
    }

    private static Box? BindScalar(Type type, YamlNode node, string file, string key, ICollection<string> problems)
    {
        if (node is not YamlScalarNode scalar)
        {
            problems.Add($"{SettingsBinder.At(node, file)}: {key} must be a single value");
            return null;
        }
        if (SettingValue.TryParse(scalar.Value ?? "null", type, out var value, out var problem))
            return new Box(value);
        problems.Add($"{SettingsBinder.At(node, file)}: {key} {problem}");
        return null;
    }

    private static Box? BindList(Type element, YamlNode node, string file, string key, ICollection<string> problems)
    {
        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(element))!;
        var valid = true;
        foreach (var item in node is YamlSequenceNode sequence ? sequence.Children : [node])
        {
            if (item is YamlScalarNode { Value: null or "" } empty && element != typeof(string))
            {
                problems.Add($"{SettingsBinder.At(empty, file)}: {key} has an empty entry");
                valid = false;
                continue;
            }
            var bound = BindValue(element, SettingValue.IsScalar(element) || ElementType(element) is not null ? null : Activator.CreateInstance(element), item, file, key, problems);
            if (bound is null)
                valid = false;
            else
                list.Add(bound.Content);
        }
        return valid ? new Box(list) : null;
    }

    private static Box? BindDictionary(Type valueType, YamlNode node, string file, string key, ICollection<string> problems)
    {
        if (node is not YamlMappingNode mapping)
        {
            problems.Add($"{SettingsBinder.At(node, file)}: {key} must hold keys of its own");
            return null;
        }
        var dictionary = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), valueType))!;
        var valid = true;
        foreach (var (keyNode, valueNode) in mapping.Children)
        {
            var name = (keyNode as YamlScalarNode)?.Value ?? "";
            if (BindValue(valueType, null, valueNode, file, $"{key}.{name}", problems) is { } bound)
                dictionary[name] = bound.Content;
            else
                valid = false;
        }
        return valid ? new Box(dictionary) : null;
    }

    private static object Clone(object record) => record.GetType().GetMethod("<Clone>$")!.Invoke(record, null)!;

    private sealed record Box(object? Content);
}
