using System.Globalization;
using System.Reflection;

namespace GanBench.Testing;

/// <summary>Types and constants as C# writes them, without namespaces.</summary>
internal static class ApiNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(char)] = "char",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
    };

    public static string Of(ParameterInfo parameter) => Of(new NullabilityInfoContext().Create(parameter));

    public static string Of(PropertyInfo property) => Of(new NullabilityInfoContext().Create(property));

    public static string Of(FieldInfo field) => Of(new NullabilityInfoContext().Create(field));

    public static string Of(Type type)
    {
        if (type.IsByRef)
            return Of(type.GetElementType()!);
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Of(underlying) + "?";
        if (type.IsArray)
            return $"{Of(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        if (Keywords.TryGetValue(type, out var keyword))
            return keyword;
        if (type.IsGenericParameter)
            return type.Name;
        var name = type.Name.Split('`')[0];
        if (type.IsGenericType)
            name += $"<{string.Join(", ", type.GetGenericArguments().Select(Of))}>";
        return type.DeclaringType is { } outer ? $"{Of(outer)}.{name}" : name;
    }

    public static string Value(object? value) => value switch
    {
        null => "default",
        string text => $"\"{text}\"",
        bool truth => truth ? "true" : "false",
        Enum member => $"{Of(member.GetType())}.{member}",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static string Of(NullabilityInfo info)
    {
        var name = info.Type switch
        {
            { IsArray: true } when info.ElementType is { } element => $"{Of(element)}[{new string(',', info.Type.GetArrayRank() - 1)}]",
            { IsGenericType: true, IsByRef: false } type when Nullable.GetUnderlyingType(type) is null && info.GenericTypeArguments.Length > 0 && type.DeclaringType is null =>
                $"{type.Name.Split('`')[0]}<{string.Join(", ", info.GenericTypeArguments.Select(Of))}>",
            var type => Of(type),
        };
        return !info.Type.IsValueType && !info.Type.IsByRef && info.ReadState == NullabilityState.Nullable ? name + "?" : name;
    }
}
