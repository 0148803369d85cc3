using System.Reflection;
using System.Runtime.CompilerServices;
using GanBench.Tests.Lifetime;

namespace GanBench.Tests.Structure;

/// <summary>
/// Which types the compiled code of a type names: in its declaration, its members' signatures and the bodies of its methods.
/// </summary>
internal static class TypeReferences
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    /// <summary>
    /// The types of the same assembly that a type names; what the compiler made of closures and iterators counts for itself.
    /// </summary>
    public static IReadOnlySet<Type> Of(Type type)
    {
        var found = new HashSet<Type>();
        Add(type.BaseType);
        foreach (var implemented in type.GetInterfaces())
            Add(implemented);
        AddAttributes(type);
        foreach (var field in type.GetFields(Declared))
        {
            Add(field.FieldType);
            AddAttributes(field);
        }
        foreach (var property in type.GetProperties(Declared))
            AddAttributes(property);
        foreach (var method in IlReader.Methods(type))
            AddMethod(method);
        found.RemoveWhere(other => other.Assembly != type.Assembly);
        return found;

        void AddMethod(MethodBase method)
        {
            AddAttributes(method);
            Add((method as MethodInfo)?.ReturnType);
            foreach (var parameter in method.GetParameters())
                Add(parameter.ParameterType);
            foreach (var local in method.GetMethodBody()?.LocalVariables ?? [])
                Add(local.LocalType);
            foreach (var member in IlReader.Read(method).Select(instruction => instruction.Member))
            {
                Add(member as Type ?? member?.DeclaringType);
                Add((member as FieldInfo)?.FieldType);
            }
        }

        void AddAttributes(MemberInfo member)
        {
            foreach (var attribute in member.GetCustomAttributesData())
                Add(attribute.AttributeType);
        }

        void Add(Type? named)
        {
            if (named is null || named.IsGenericParameter)
                return;
            if (named.HasElementType)
            {
                Add(named.GetElementType());
                return;
            }
            foreach (var argument in named.GetGenericArguments())
                Add(argument);
            found.Add(named.IsGenericType ? named.GetGenericTypeDefinition() : named);
        }
    }

    /// <summary>Every type that a person wrote, and what the compiler made inside of them.</summary>
    public static IEnumerable<Type> In(Assembly assembly) =>
        assembly.GetTypes()
            .Where(type => type.Namespace is not null && (type.IsNested || type.GetCustomAttribute<CompilerGeneratedAttribute>() is null));
}
