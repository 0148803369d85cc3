using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace GanBench.Testing;

/// <summary>The public interface of an assembly as text: one line per type and per member, sorted, without what compilers add to records.</summary>
public static class PublicApi
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>Describes what users of an assembly can see.</summary>
    /// <param name="assembly">The assembly.</param>
    public static string Describe(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(t => t.FullName, StringComparer.Ordinal))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{type.Namespace}: {Heading(type)}");
            foreach (var member in Members(type).Order(StringComparer.Ordinal))
                text.AppendLine("    " + member);
        }
        return text.ToString();
    }

    private static string Heading(Type type)
    {
        if (typeof(Delegate).IsAssignableFrom(type))
            return "delegate " + Signature(type.GetMethod("Invoke")!, ApiNames.Of(type));
        var kind = type switch
        {
            { IsEnum: true } => "enum",
            { IsInterface: true } => "interface",
            { IsValueType: true } => "struct",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };
        var bases = type.GetInterfaces().Except(type.BaseType?.GetInterfaces() ?? []).Where(i => i.IsVisible).Select(ApiNames.Of).Order(StringComparer.Ordinal).ToList();
        if (type is { IsClass: true, BaseType: { } parent } && parent != typeof(object))
            bases.Insert(0, ApiNames.Of(parent));
        return $"{kind} {ApiNames.Of(type)}" + (bases.Count == 0 || type.IsEnum ? "" : " : " + string.Join(", ", bases));
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
            return Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name), CultureInfo.InvariantCulture)}");
        return typeof(Delegate).IsAssignableFrom(type) ? [] : type.GetMembers(Declared).Select(Member).OfType<string>();
    }

    // Null for what is not visible or not written by hand.
    private static string? Member(MemberInfo member) => member switch
    {
        _ when member.IsDefined(typeof(CompilerGeneratedAttribute)) => null,
        ConstructorInfo constructor when IsVisible(constructor) => Signature(constructor, ApiNames.Of(constructor.DeclaringType!)),
        MethodInfo { IsSpecialName: false } method when IsVisible(method) && !IsImplicitOverride(method) => Signature(method, method.Name),
        MethodInfo method when IsVisible(method) && method.Name.StartsWith("op_", StringComparison.Ordinal) => Signature(method, method.Name),
        PropertyInfo property when property.GetAccessors(true).FirstOrDefault(IsVisible) is { } accessor => Property(property, accessor),
        FieldInfo { IsPublic: true } or FieldInfo { IsFamily: true } => Field((FieldInfo)member),
        EventInfo { AddMethod: { } add } @event when IsVisible(add) => $"{Modifiers(add)}event {ApiNames.Of(@event.EventHandlerType!)} {@event.Name}",
        _ => null,
    };

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsImplicitOverride(MethodInfo method) =>
        method.GetBaseDefinition().DeclaringType == typeof(object) && method.DeclaringType != typeof(object);

    private static string Modifiers(MethodBase method) =>
        (method.IsPublic ? "" : "protected ")
        + (method.IsStatic ? "static " : "")
        + (method.DeclaringType!.IsInterface || !method.IsVirtual || method.IsFinal ? ""
            : method.IsAbstract ? "abstract "
            : method is MethodInfo m && m.GetBaseDefinition() != m ? "override "
            : "virtual ");

    private static string Signature(MethodBase method, string name)
    {
        var parameters = string.Join(", ", method.GetParameters().Select(Parameter));
        if (method is not MethodInfo info)
            return $"{Modifiers(method)}{name}({parameters})";
        var generic = info.IsGenericMethodDefinition ? $"<{string.Join(", ", info.GetGenericArguments().Select(a => a.Name))}>" : "";
        return $"{Modifiers(method)}{ApiNames.Of(info.ReturnParameter)} {name}{generic}({parameters})";
    }

    private static string Parameter(ParameterInfo parameter) =>
        (parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : parameter.IsOut ? "out " : parameter.IsIn ? "in " : parameter.ParameterType.IsByRef ? "ref " : "")
        + $"{ApiNames.Of(parameter)} {parameter.Name}"
        + (parameter.HasDefaultValue ? " = " + ApiNames.Value(parameter.DefaultValue) : "");

    private static string Property(PropertyInfo property, MethodInfo accessor)
    {
        var required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        var index = property.GetIndexParameters();
        var name = index.Length == 0 ? property.Name : $"this[{string.Join(", ", index.Select(Parameter))}]";
        var get = property.GetMethod is { } getter && IsVisible(getter) ? "get; " : "";
        var set = property.SetMethod is { } setter && IsVisible(setter)
            ? setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? "init; " : "set; "
            : "";
        return $"{Modifiers(accessor)}{required}{ApiNames.Of(property)} {name} {{ {get}{set}}}";
    }

    private static string Field(FieldInfo field) =>
        (field.IsLiteral ? "const " : (field.IsStatic ? "static " : "") + (field.IsInitOnly ? "readonly " : ""))
        + $"{ApiNames.Of(field)} {field.Name}" + (field.IsLiteral ? " = " + ApiNames.Value(field.GetRawConstantValue()) : "");
}
