using System.Globalization;
using System.Runtime.InteropServices;

namespace TorchSharp.SystemLibtorch;

/// <summary>
/// Decides the environment variables that libtorch, OpenBLAS, oneDNN and OpenMP read when they load. What the user has set stays,
/// except in portable mode, which is a promise about bits.
/// </summary>
internal static partial class EngineEnvironment
{
    public const string BlasCore = "OPENBLAS_CORETYPE";
    public const string BlasCache = "OPENBLAS_L2_SIZE";
    public const string AtenCapability = "ATEN_CPU_CAPABILITY";
    public const string OneDnnLevel = "DNNL_MAX_CPU_ISA";
    public const string MklLevel = "MKL_CBWR";
    public const string OpenMpThreads = "OMP_NUM_THREADS";
    public const string OpenMpWait = "OMP_WAIT_POLICY";
    public const string OpenMpSpin = "GOMP_SPINCOUNT";

    /// <summary>OpenBLAS's own default for processors that do not tell, in KiB.</summary>
    private const int UsualSecondLevelCacheKiB = 512;

    /// <summary>
    /// How long an idle OpenMP thread polls before it sleeps, in iterations: about a tenth of a millisecond, longer than the gaps between
    /// the operators of a step. GNU's default is thirty times that, which on a machine shared with others burns the time of the threads
    /// that have work (a convolutional step with two threads under load: 923 ms, with this 558 ms).
    /// </summary>
    private const string SpinIterations = "10000";

    /// <summary>Every variable that is looked at, in the order in which it is reported.</summary>
    private static readonly string[] Names = [BlasCore, BlasCache, AtenCapability, OneDnnLevel, MklLevel, OpenMpThreads, OpenMpWait, OpenMpSpin, NativeLoader.AllocatorVariable];

    /// <summary>What should be set, given the processor and what the user has set.</summary>
    /// <exception cref="PlatformNotSupportedException">Portable mode on a processor without AVX2 and FMA.</exception>
    public static IReadOnlyList<EngineVariable> Decide(EngineSettings settings, Processor processor, int? secondLevelCacheKiB, Func<string, string?> user)
    {
        if (settings.Portable && !processor.HasAvx2)
        {
            throw new PlatformNotSupportedException(
                $"Portable numerics need a processor with AVX2 and FMA (x86-64-v3), and '{processor.Model}' has not; run without --portable.");
        }

        var chosen = settings.Portable ? Portable() : Native(processor);
        if (user(OpenMpWait) is null or "")
        {
            chosen[OpenMpSpin] = SpinIterations;
        }

        if (secondLevelCacheKiB == 0)
        {
            chosen[BlasCache] = UsualSecondLevelCacheKiB.ToString(CultureInfo.InvariantCulture);
        }

        var decided = new List<EngineVariable>();
        foreach (var name in Names)
        {
            var mine = chosen.GetValueOrDefault(name);
            var theirs = user(name);
            var overrule = settings.Portable && name is not (BlasCache or OpenMpSpin) && mine is not null && mine != theirs;
            if (theirs is { Length: > 0 } && !overrule)
            {
                decided.Add(new EngineVariable(name, theirs, Chosen: false));
            }
            else if (mine is not null)
            {
                decided.Add(new EngineVariable(name, mine, Chosen: true));
            }
        }

        return decided;
    }

    /// <summary>Threads inside an operator for these settings.</summary>
    public static int Threads(EngineSettings settings, Func<string, string?> user) =>
        settings.Portable ? 1
        : settings.Threads is { } threads ? threads
        : int.TryParse(user(OpenMpThreads), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && asked > 0 ? asked
        : Environment.ProcessorCount;

    /// <summary>Sets the chosen variables where native code sees them: .NET's own environment is a copy.</summary>
    public static void Publish(IEnumerable<EngineVariable> variables)
    {
        foreach (var variable in variables.Where(variable => variable.Chosen))
        {
            _ = setenv(variable.Name, variable.Value, 1);
        }
    }

    private static Dictionary<string, string> Portable() =>
        new(StringComparer.Ordinal)
        {
            [BlasCore] = "Haswell",
            [AtenCapability] = "avx2",
            [OneDnnLevel] = "AVX2",
            [MklLevel] = "AVX2",
            [OpenMpThreads] = "1",
        };

    private static Dictionary<string, string> Native(Processor processor)
    {
        var chosen = new Dictionary<string, string>(StringComparer.Ordinal);
        if (processor.HasAvx512)
        {
            chosen[BlasCore] = "SkylakeX";
            chosen[AtenCapability] = "avx512";
        }
        else if (processor.HasAvx2)
        {
            chosen[BlasCore] = processor.IsAmd ? "Zen" : "Haswell";
            chosen[AtenCapability] = "avx2";
        }

        return chosen;
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int setenv(string name, string value, int overwrite);
}
