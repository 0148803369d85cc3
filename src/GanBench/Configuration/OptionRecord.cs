using System.ComponentModel;
using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;

namespace GanBench.Configuration;

/// <summary>What settings see of an options record: its properties by their camelCase keys, and copies with one of them changed.</summary>
internal static class OptionRecord
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Cache = new();

    /// <summary>
    /// The properties that settings have: those that can be written, in the order of declaration, a base record's first; not those that a
    /// loader fills in (<see cref="BrowsableAttribute"/>).
    /// </summary>
    public static IReadOnlyList<PropertyInfo> Properties(Type type) => Cache.GetOrAdd(type, static t =>
    [
        .. t.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.CanWrite && p.GetIndexParameters().Length == 0
                && p.GetCustomAttribute<BrowsableAttribute>() is not { Browsable: false })
            .OrderBy(p => Depth(p.DeclaringType!)),
    ]);

    /// <summary>A property's key.</summary>
    public static string Key(PropertyInfo property) => JsonNamingPolicy.CamelCase.ConvertName(property.Name);

    /// <summary>Whether a property holds a record of options: no scalar, list, mapping, or settings that are bound later.</summary>
    public static bool IsNested(Type type) =>
        !SettingValue.IsScalar(type) && ElementType(type) is null && ValueType(type) is null && type != typeof(Overrides)
            && type != typeof(OwnOptions);

    /// <summary>The type of a list's elements; null when it is no list.</summary>
    public static Type? ElementType(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0] : null;

    /// <summary>The type of a mapping's values; null when it is no mapping from strings.</summary>
    public static Type? ValueType(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>) ? type.GetGenericArguments()[1] : null;

    /// <summary>A copy of a record.</summary>
    public static object Clone(object record) => record.GetType().GetMethod("<Clone>$")!.Invoke(record, null)!;

    /// <summary>A copy of a record with one property changed.</summary>
    public static object With(object record, PropertyInfo property, object? value)
    {
        var clone = Clone(record);
        property.SetValue(clone, value);
        return clone;
    }

    private static int Depth(Type type) => type.BaseType is { } parent ? Depth(parent) + 1 : 0;
}
