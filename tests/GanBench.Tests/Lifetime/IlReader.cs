using System.Reflection;
using System.Reflection.Emit;

namespace GanBench.Tests.Lifetime;

/// <summary>One instruction of a method's body.</summary>
/// <param name="Code">What it does.</param>
/// <param name="Member">The method, field or type that it names, or null; of a generic method the definition.</param>
/// <param name="Local">The local variable that it loads or stores, or null.</param>
internal readonly record struct Instruction(OpCode Code, MemberInfo? Member, int? Local)
{
    /// <summary>The method that it calls, constructs with or takes a delegate of.</summary>
    public MethodBase? Method => Member as MethodBase;

    /// <summary>Whether it stores into a field.</summary>
    public bool StoresField => Code == OpCodes.Stfld || Code == OpCodes.Stsfld;

    /// <summary>Whether it loads what another one stores.</summary>
    /// <param name="store">A store into a local variable or a field.</param>
    public bool LoadsWhat(Instruction store) => store.StoresField
        ? (Code == OpCodes.Ldfld || Code == OpCodes.Ldsfld) && Member == store.Member
        : Local is not null && Local == store.Local && IlReader.IsLoad(Code);
}

/// <summary>Reads the instructions of compiled methods.</summary>
internal static class IlReader
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> Codes =
        typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (OpCode)f.GetValue(null)!)
            .ToDictionary(c => c.Value);

    /// <summary>Every method and constructor that a type itself declares.</summary>
    public static IEnumerable<MethodBase> Methods(Type type) => type.GetMethods(Declared)
        .Concat<MethodBase>(type.GetConstructors(Declared));

    /// <summary>The instructions of a method, none where it has no body.</summary>
    public static IReadOnlyList<Instruction> Read(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } il)
            return [];
        var instructions = new List<Instruction>();
        for (var at = 0; at < il.Length;)
        {
            var value = (short)il[at++];
            if (value == 0xFE)
                value = unchecked((short)(0xFE00 | il[at++]));
            var code = Codes[value];
            instructions.Add(new Instruction(code, Resolve(method, code.OperandType, il, at), Variable(code, il, at)));
            at += Length(code.OperandType, il, at);
        }
        return instructions;
    }

    /// <summary>The method as its type declares it: a generic one without its arguments.</summary>
    public static MethodBase Definition(MethodBase method) =>
        method.DeclaringType is { IsArray: true } ? method : method.Module.ResolveMethod(method.MetadataToken)!;

    /// <summary>Whether an instruction loads a local variable.</summary>
    public static bool IsLoad(OpCode code) => code.Name!.StartsWith("ldloc", StringComparison.Ordinal);

    /// <summary>Whether an instruction stores into a local variable.</summary>
    public static bool IsStore(OpCode code) => code.Name!.StartsWith("stloc", StringComparison.Ordinal);

    private static int? Variable(OpCode code, byte[] il, int at) => code.OperandType switch
    {
        _ when !IsLoad(code) && !IsStore(code) => null,
        OperandType.ShortInlineVar => il[at],
        OperandType.InlineVar => BitConverter.ToUInt16(il, at),
        // ldloc.2
        _ => code.Name![^1] - '0',
    };

    private static int Length(OperandType operand, byte[] il, int at) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, at)),
        _ => 4,
    };

    private static MemberInfo? Resolve(MethodBase method, OperandType operand, byte[] il, int at)
    {
        if (operand is not (OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineTok or OperandType.InlineType))
            return null;
        var typeArguments = method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        try
        {
            var member = method.Module.ResolveMember(BitConverter.ToInt32(il, at), typeArguments, methodArguments);
            return member is MethodBase called ? Definition(called) : member;
        }
        catch (Exception e) when (e is FileNotFoundException or TypeLoadException)
        {
            // A member of an assembly that is not shipped with ours, so none that could matter here.
            return null;
        }
    }
}
