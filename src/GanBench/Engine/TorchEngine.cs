using TorchSharp;
using static TorchSharp.torch;

namespace GanBench.Engine;

/// <summary>The engine of this process: TorchSharp on one device, with the settings that stand before libtorch loads.</summary>
public static class TorchEngine
{
    /// <summary>Raised whenever the same specification would give other numbers than before; part of every run's id.</summary>
    public const int Semantics = 3;

    private static readonly Lock Gate = new();
    private static EngineOptions? _started;
    private static IReadOnlyList<EngineVariable> _variables = [];
    private static string _memory = "";
    private static SpinThrottle? _throttle;

    /// <summary>Sets the engine up and returns the device. A process has one engine: later calls may only choose another device.</summary>
    /// <param name="options">What is asked for.</param>
    /// <exception cref="UsageException">The device's name is not known, or numerics or threads differ from the first call.</exception>
    /// <exception cref="EnvironmentException">libtorch cannot be loaded, or there is no such device.</exception>
    public static Device Start(EngineOptions options)
    {
        lock (Gate)
        {
            if (_started is null)
                Load(options);
            else if (_started.Numerics != options.Numerics || _started.Threads != options.Threads)
            {
                throw new UsageException(
                    $"The engine already runs with numerics {_started.Numerics} and threads {_started.Threads?.ToString() ?? "all"}; they "
                    + "cannot change within a process.");
            }
        }
        return FindDevice(options.Device);
    }

    /// <summary>Threads that operators compute with now; loads libtorch.</summary>
    public static int Threads => get_num_threads();

    /// <summary>Computes with another number of threads for a while, whatever the process was started with.</summary>
    /// <param name="threads">How many.</param>
    /// <returns>Goes back to as many as before when disposed.</returns>
    public static IDisposable UseThreads(int threads)
    {
        var before = get_num_threads();
        if (threads != before)
            set_num_threads(threads);
        return new ThreadsBefore(before);
    }

    /// <summary>What was found and chosen; loads libtorch.</summary>
    public static EngineReport Describe()
    {
        var binding = Libtorch.Find(Libtorch.Binding);
        var settings = new Dictionary<string, string>
        {
            ["TorchSharp"] = typeof(torch).Assembly.GetName().Version!.ToString(3),
            ["libtorch folder"] = Path.GetDirectoryName(binding) ?? "unknown",
            ["native library"] = Describe(binding),
            ["convolutions by"] = _started?.Numerics == Numerics.Portable ? "libtorch's own" : OneDnn.SeesCaches ? "oneDNN"
                : "oneDNN, whole blocks of channels alone (the processor hides its caches)",
            ["products by"] = OneDnn.TakesProducts ? "oneDNN where they are large, else MKL" : "MKL",
            ["freed memory"] = _memory,
        };
        foreach (var variable in _variables)
            settings[variable.Name] = $"{variable.Value} ({(variable.Chosen ? "chosen" : "set by the user")})";
        if (_throttle is not null)
            settings[EngineVariables.OpenMpSpin] += ", 100 beside other work";
        return new EngineReport(Version.Parse(__version__).ToString(3), get_num_threads(), CudaDevices(), settings);
    }

    private sealed record ThreadsBefore(int Count) : IDisposable
    {
        public void Dispose()
        {
            if (get_num_threads() != Count)
                set_num_threads(Count);
        }
    }

    // Whether the build's copy is in use, which does without a libstdc++ that Debian 12 and Ubuntu 22.04 do not have.
    private static string Describe(string? binding) => binding is null || !OperatingSystem.IsLinux() ? "as restored"
        : Path.GetFileName(binding) + ElfVersionNeeds.Find(File.ReadAllBytes(binding), "GLIBCXX_3.4.32") switch
    {
        VersionNeed.Weak => " (a copy that does without GLIBCXX_3.4.32)",
        VersionNeed.Strong => " (as restored: needs GLIBCXX_3.4.32)",
        _ => "",
    };

    private static void Load(EngineOptions options)
    {
        EngineVariables.CheckProcessor(options.Numerics);
        var threads = EngineVariables.Threads(options, Environment.GetEnvironmentVariable);
        var throttled = options.Numerics == Numerics.Native && SpinThrottle.IsPossible(threads);
        _variables = EngineVariables.Decide(options.Numerics, Environment.GetEnvironmentVariable, throttled);
        EngineVariables.Publish(_variables);
        _memory = Allocator.Keep(Environment.GetEnvironmentVariable);
        Libtorch.Load();
        OneDnn.Configure(Libtorch.Find("torch_cpu")!, off: options.Numerics == Numerics.Portable);
        set_num_threads(threads);
        if (throttled && _variables.Any(variable => variable is { Name: EngineVariables.OpenMpSpin, Chosen: true }))
            _throttle = new SpinThrottle(threads);
        _started = options;
    }

    private static Device FindDevice(string name)
    {
        if (name == "cpu")
            return CPU;
        var index = 0;
        var known = name is "auto" or "cuda"
            || (name.StartsWith("cuda:", StringComparison.Ordinal) && int.TryParse(name.AsSpan(5), out index) && index >= 0);
        if (!known)
            throw new UsageException($"Unknown device '{name}'. Known: cpu, cuda, cuda:0 and so on, auto.");
        // Asking a libtorch without CUDA makes TorchSharp search the NuGet cache and print what it did not find.
        var available = Libtorch.HasCuda && cuda.is_available();
        // By itself libtorch rounds the inputs of convolutions on CUDA to TF32; a run that asks for that says so.
        if (available)
            MixedPrecision.AllowTf32(false);
        if (name == "auto")
            return available ? device("cuda:0") : CPU;
        if (!Libtorch.HasCuda)
            throw new EnvironmentException(
                $"Device {name} was asked for, but this GanBench was built for the CPU. Build it with the property TorchDevice=cuda "
                + $"(dotnet build -p:TorchDevice=cuda), or use --device cpu.");
        if (!available)
            throw new EnvironmentException(
                $"Device {name} was asked for, but libtorch finds no CUDA device: is the NVIDIA driver installed and a GPU there "
                + $"(nvidia-smi)? Otherwise use --device cpu.");
        return index < cuda.device_count()
            ? device($"cuda:{index}")
            : throw new EnvironmentException($"Device {name} was asked for, but there are only {cuda.device_count()} CUDA devices.");
    }

    // libtorch counts the devices; the driver's files have their names.
    private static IReadOnlyList<string> CudaDevices()
    {
        const string Driver = "/proc/driver/nvidia/gpus";
        if (!Libtorch.HasCuda || !cuda.is_available())
            return [];
        var count = cuda.device_count();
        var models = Directory.Exists(Driver)
            ? Directory.GetDirectories(Driver).Order(StringComparer.Ordinal)
                .SelectMany(folder => File.ReadLines(Path.Combine(folder, "information")))
                .Where(line => line.StartsWith("Model:", StringComparison.Ordinal))
                .Select(line => line["Model:".Length..].Trim()).ToList()
            : [];
        return models.Count == count ? models : [.. Enumerable.Range(0, count).Select(k => FormattableString.Invariant($"cuda:{k}"))];
    }
}
