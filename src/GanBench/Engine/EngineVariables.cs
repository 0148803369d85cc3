using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace GanBench.Engine;

/// <summary>
/// The environment variables that libtorch, MKL, oneDNN and OpenMP read when they load. What the user has set stays, except in portable
/// numerics, which are a promise about bits.
/// </summary>
internal static partial class EngineVariables
{
    public const string MklBits = "MKL_CBWR";
    public const string AtenLevel = "ATEN_CPU_CAPABILITY";
    public const string OneDnnLevel = "ONEDNN_MAX_CPU_ISA";
    public const string OpenMpThreads = "OMP_NUM_THREADS";
    public const string OpenMpWait = "OMP_WAIT_POLICY";
    public const string OpenMpSpin = "GOMP_SPINCOUNT";

    /// <summary>
    /// How long an idle OpenMP thread polls before it sleeps, in iterations. Long is longer than the gaps between the operators of a step,
    /// for where <see cref="SpinThrottle"/> shortens it beside other work; elsewhere it is short, since with GNU's default of 300,000 two
    /// runs on the same cores burn each other's time.
    /// </summary>
    private const string LongSpin = "50000", ShortSpin = "500";

    // MKL's AVX2 branch differs between makers of processors in matrix products and exponentials; its compatible branch does not.
    private static readonly (string Name, string Value)[] Portable =
        [(MklBits, "COMPATIBLE"), (AtenLevel, "avx2"), (OneDnnLevel, "AVX2"), (OpenMpThreads, "1")];

    private static readonly string[] Names = [MklBits, AtenLevel, OneDnnLevel, OpenMpThreads, OpenMpWait, OpenMpSpin];

    /// <summary>What is to stand when libtorch loads, given what the user has set.</summary>
    /// <param name="numerics">Which bits are promised.</param>
    /// <param name="user">Reads a variable of the user's.</param>
    /// <param name="throttled">Whether polling is shortened beside other work.</param>
    /// <returns>Every variable that has a value, and whether the value was chosen here.</returns>
    public static IReadOnlyList<EngineVariable> Decide(Numerics numerics, Func<string, string?> user, bool throttled)
    {
        var portable = numerics == Numerics.Portable;
        var chosen = (portable ? Portable : [(OpenMpSpin, throttled ? LongSpin : ShortSpin)])
            .ToDictionary(v => v.Name, v => v.Value, StringComparer.Ordinal);
        // A user who names a wait policy has said how long to spin.
        if (user(OpenMpWait) is { Length: > 0 })
            chosen.Remove(OpenMpSpin);
        var decided = new List<EngineVariable>();
        foreach (var name in Names)
        {
            var theirs = user(name) is { Length: > 0 } value ? value : null;
            var mine = chosen.GetValueOrDefault(name);
            if (theirs is not null && (mine is null || mine == theirs || !portable))
                decided.Add(new(name, theirs, Chosen: false));
            else if (mine is not null)
                decided.Add(new(name, mine, Chosen: true));
        }
        return decided;
    }

    /// <summary>Threads inside an operator.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="user">Reads a variable of the user's.</param>
    public static int Threads(EngineOptions options, Func<string, string?> user) =>
        options.Threads is { } threads ? threads
        : options.Numerics == Numerics.Portable ? 1
        : int.TryParse(user(OpenMpThreads), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && asked > 0 ? asked
        : Environment.ProcessorCount;

    /// <summary>Throws where the processor cannot compute in portable numerics.</summary>
    /// <exception cref="EnvironmentException">It has no AVX2 and FMA.</exception>
    public static void CheckProcessor(Numerics numerics)
    {
        if (numerics == Numerics.Portable && !(Avx2.IsSupported && Fma.IsSupported))
            throw new EnvironmentException(
                $"Portable numerics need a processor with AVX2 and FMA (x86-64-v3), and {Machine.Processor()} has not; use --numerics "
                + $"native.");
    }

    /// <summary>
    /// Sets the chosen variables where native code sees them: .NET's own environment is a copy, which is left alone, so that a process
    /// started from this one chooses for itself.
    /// </summary>
    public static void Publish(IEnumerable<EngineVariable> variables)
    {
        foreach (var variable in variables.Where(v => v.Chosen))
        {
            _ = OperatingSystem.IsWindows() ? PutEnvironment(variable.Name, variable.Value)
                : SetEnvironment(variable.Name, variable.Value, 1);
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);

    [LibraryImport("ucrtbase", EntryPoint = "_wputenv_s", StringMarshalling = StringMarshalling.Utf16)]
    private static partial int PutEnvironment(string name, string value);
}

/// <summary>A variable that stands when libtorch loads.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
/// <param name="Chosen">Whether GanBench chose the value; otherwise the user did.</param>
internal sealed record EngineVariable(string Name, string Value, bool Chosen);
