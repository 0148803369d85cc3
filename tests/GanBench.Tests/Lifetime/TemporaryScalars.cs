using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using TorchSharp;
using static TorchSharp.torch;

namespace GanBench.Tests.Lifetime;

/// <summary>
/// Finds code that makes a scalar and hands it to libtorch while nothing holds it. A <see cref="Scalar"/> owns native memory, is freed by
/// its finaliser and is not kept alive across the native call: a collection at that moment frees what libtorch is reading. (Tensors have
/// the same weakness, but a dispose scope holds them.)
/// </summary>
/// <remarks>
/// <para>A scalar is made by a conversion from a number, by <c>ToScalar</c>, and by every other method that returns a new one; generators
/// are like scalars. It is held where the next instruction stores it in a field, or in a variable that is disposed of in the same method.
/// A method of TorchSharp that makes one and does not hold it is unsafe; so is whoever calls an unsafe method, or constructs a module or
/// optimiser whose <c>forward</c> or <c>step</c> is unsafe.</para>
/// <para>A virtual call counts as one of the method it names: overrides are caught where their types are constructed.</para>
/// </remarks>
internal sealed class TemporaryScalars
{
    private static readonly Type[] Owners = [typeof(Scalar), typeof(Generator)];
    private static readonly Assembly TorchSharp = typeof(Tensor).Assembly;

    private readonly HashSet<MethodBase> _makers = [];
    private readonly Dictionary<MethodBase, string> _unsafe = [];
    private readonly Dictionary<Type, MethodBase?> _unsafeTypes = [];

    /// <summary>Reads TorchSharp's own code.</summary>
    public TemporaryScalars()
    {
        var bodies = Bodies(TorchSharp);
        _makers.UnionWith(bodies.Keys.Where(method => Owners.Contains(Result(method))));
        foreach (var (method, body) in bodies)
        {
            if (Enumerable.Range(0, body.Count).Any(i => Makes(body, i) && body[i + 1].Code != OpCodes.Ret))
                _unsafe[method] = "a scalar that nothing holds";
        }
        // Until nothing changes: callers of unsafe methods, and of closures and iterators with unsafe code.
        for (var before = -1; before != _unsafe.Count;)
        {
            before = _unsafe.Count;
            _unsafeTypes.Clear();
            foreach (var (method, body) in bodies)
            {
                if (!_unsafe.ContainsKey(method) && body.Select(Why).FirstOrDefault(why => why is not null) is { } why)
                    _unsafe[method] = why;
            }
        }
        _unsafeTypes.Clear();
    }

    /// <summary>Every unsafe use in some namespaces, those inside them included.</summary>
    /// <param name="assembly">Whose code.</param>
    /// <param name="namespaces">The namespaces.</param>
    public IEnumerable<UnsafeUse> Find(Assembly assembly, IReadOnlyList<string> namespaces)
    {
        var bodies = Bodies(assembly);
        // A method that returns what it has just made leaves it to its callers to hold it.
        for (var before = -1; before != _makers.Count;)
        {
            before = _makers.Count;
            _makers.UnionWith(
                bodies.Where(b => Enumerable.Range(0, b.Value.Count).Any(i => Makes(b.Value, i) && b.Value[i + 1].Code == OpCodes.Ret))
                .Select(b => b.Key));
        }
        foreach (var type in Types(assembly).Where(t => namespaces.Any(n => IsIn(t, n))))
        {
            if (type.BaseType is { } parent && parent.Assembly == TorchSharp && UnsafeMember(type) is { } inherited)
                yield return new UnsafeUse(Name(type), $"inherits {Name(inherited)} → {_unsafe[inherited]}");
            foreach (var method in IlReader.Methods(type))
            {
                var body = bodies[method];
                for (var i = 0; i < body.Count; i++)
                {
                    if (Use(method, body, i) is { } use)
                        yield return new UnsafeUse(Name(method), use);
                }
            }
        }
    }

    private string? Use(MethodBase method, IReadOnlyList<Instruction> body, int i)
    {
        var instruction = body[i];
        if (Makes(body, i))
            return _makers.Contains(method) && body[i + 1].Code == OpCodes.Ret ? null : Name(instruction.Method!);
        if (instruction.Method is { Name: "op_Implicit" } conversion && conversion.DeclaringType == typeof(Tensor))
            return Name(conversion);
        // TorchScript functions take what they are given: only numbers that need a scalar of their own are unsafe.
        if (IsScript(instruction.Method) && !body.Any(BoxesNumber))
            return null;
        return Why(instruction);
    }

    // A scalar or generator is made, and neither dropped nor held by what follows.
    private bool Makes(IReadOnlyList<Instruction> body, int i)
    {
        if (body[i].Method is not { } made || body[i].Code == OpCodes.Ldftn)
            return false;
        if (!_makers.Contains(made) && !(body[i].Code == OpCodes.Newobj && Owners.Contains(made.DeclaringType)))
            return false;
        var next = body[i + 1];
        if (next.Code == OpCodes.Pop)
            return false;
        // The field of a closure is a local variable of the method around it.
        if (next.StoresField && !next.Member!.DeclaringType!.Name.StartsWith('<'))
            return false;
        return !(next.StoresField || IlReader.IsStore(next.Code)) || !IsDisposed(body, next);
    }

    // A using declaration disposes of its variable at the end of the block, and so holds it until then.
    private static bool IsDisposed(IReadOnlyList<Instruction> body, Instruction store) =>
        Enumerable.Range(0, body.Count - 1).Any(i => body[i].LoadsWhat(store) && body[i + 1].Method?.Name == nameof(IDisposable.Dispose));

    // What an instruction calls, constructs or takes a delegate of, when that is unsafe.
    private string? Why(Instruction instruction)
    {
        if (instruction.Method is not { } method || method.DeclaringType?.Assembly != TorchSharp)
            return null;
        if (_unsafe.TryGetValue(method, out var why))
            return $"{Name(method)} → {why}";
        if (instruction.Code != OpCodes.Newobj)
            return null;
        // The code of an iterator, or of an asynchronous method, is in a class that its method constructs.
        var type = method.DeclaringType;
        if (type.IsDefined(typeof(CompilerGeneratedAttribute)) && IlReader.Methods(type).FirstOrDefault(_unsafe.ContainsKey) is { } hidden)
            return $"{Name(hidden)} → {_unsafe[hidden]}";
        return UnsafeMember(type) is { } member ? $"new {Name(type)}, whose {member.Name} → {_unsafe[member]}" : null;
    }

    // The forward of a module, or the step of an optimiser, that a type has or inherits from TorchSharp, when it is unsafe.
    private MethodBase? UnsafeMember(Type type)
    {
        if (_unsafeTypes.TryGetValue(type, out var known))
            return known;
        MethodBase? found = null;
        foreach (var name in new[] { "forward", "step" })
        {
            for (var t = type; found is null && t is not null; t = t.BaseType)
            {
                var definition = t.IsConstructedGenericType ? t.GetGenericTypeDefinition() : t;
                var declared = IlReader.Methods(definition).Where(m => m.Name == name && m.IsVirtual && !m.IsAbstract).ToList();
                found = declared.FirstOrDefault(_unsafe.ContainsKey);
                if (declared.Count > 0)
                    break;
            }
        }
        return _unsafeTypes[type] = found;
    }

    private static bool IsScript(MethodBase? method) =>
        method is { Name: "invoke" or "call" or "forward" }
            && method.DeclaringType?.FullName?.StartsWith("TorchSharp.torch+jit+", StringComparison.Ordinal) == true;

    private static bool BoxesNumber(Instruction instruction) =>
        instruction.Code == OpCodes.Box
            && (instruction.Member == typeof(double) || instruction.Member == typeof(float) || instruction.Member == typeof(long));

    private static Type? Result(MethodBase method) => (method as MethodInfo)?.ReturnType;

    private static bool IsIn(Type type, string name) =>
        type.Namespace is { } space && (space == name || space.StartsWith(name + ".", StringComparison.Ordinal));

    private static Dictionary<MethodBase, IReadOnlyList<Instruction>> Bodies(Assembly assembly) =>
        Types(assembly).SelectMany(IlReader.Methods).ToDictionary(method => method, IlReader.Read);

    private static IEnumerable<Type> Types(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException e)
        {
            // The others are built on packages that we leave out.
            return e.Types.OfType<Type>();
        }
    }

    // Closures and iterators are told by the method that they stand in: the class "<>c" or "<Name>d__3", the method "<Name>b__0".
    private static string Name(MethodBase method)
    {
        var type = Name(method.DeclaringType!);
        if ((Hidden(method.Name) ?? Hidden(method.DeclaringType!.Name)) is { } inner)
            return $"{type}.{inner}";
        var parameters = method.DeclaringType!.Assembly == TorchSharp
            ? $"({string.Join(", ", method.GetParameters().Select(p => p.ParameterType.Name))})" : "";
        return $"{type}.{method.Name}{parameters}";
    }

    private static string? Hidden(string name)
    {
        var end = name.IndexOf('>', StringComparison.Ordinal);
        return name.StartsWith('<') && end > 1 ? name[1..end] : null;
    }

    private static string Name(Type type)
    {
        while (type.Name.StartsWith('<') && type.DeclaringType is { } outer)
            type = outer;
        if (!type.IsNested)
            return type.Assembly == TorchSharp ? type.Name : type.FullName!;
        var name = $"{Name(type.DeclaringType!)}.{type.Name}";
        return name.StartsWith("torch.", StringComparison.Ordinal) ? name["torch.".Length..] : name;
    }
}

/// <summary>A place where code uses something of TorchSharp that frees a scalar too early.</summary>
/// <param name="Method">Where: type and method.</param>
/// <param name="Callee">What, and the calls that lead to the scalar.</param>
internal readonly record struct UnsafeUse(string Method, string Callee);
