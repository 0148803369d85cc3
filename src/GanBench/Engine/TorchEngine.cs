using static TorchSharp.torch;

namespace GanBench.Engine;

/// <summary>The engine of this process: its backend, its device and the settings that stand before libtorch loads.</summary>
public static partial class TorchEngine
{
    /// <summary>Raised whenever the same specification would give other numbers than before; part of every run's id.</summary>
    public const int Semantics = 1;

    private static readonly Lock Gate = new();
    private static EngineOptions? _started;

    /// <summary>What the provider offers beyond TorchSharp's API.</summary>
    public static IEngineBackend Backend { get; } = ChooseBackend();

    /// <summary>Sets the engine up and returns the device. A process has one engine: later calls may only choose another device.</summary>
    /// <param name="options">What is asked for.</param>
    /// <exception cref="UsageException">The device's name is not known, or numerics or threads differ from the first call.</exception>
    /// <exception cref="EnvironmentException">libtorch cannot be loaded, or there is no such device.</exception>
    public static Device Start(EngineOptions options)
    {
        lock (Gate)
        {
            if (_started is null)
            {
                try
                {
                    Backend.Configure(options);
                }
                catch (Exception e) when (e is DllNotFoundException or System.Runtime.InteropServices.ExternalException or TypeInitializationException)
                {
                    throw new EnvironmentException($"libtorch cannot be used: {(e.InnerException ?? e).Message}", e);
                }
                _started = options;
            }
            else if (_started.Numerics != options.Numerics || _started.Threads != options.Threads)
            {
                throw new UsageException(
                    $"The engine already runs with numerics {_started.Numerics} and threads {_started.Threads?.ToString() ?? "all"}; they cannot change within a process.");
            }
        }
        return FindDevice(options.Device);
    }

    private static Device FindDevice(string name)
    {
        if (name == "cpu")
            return CPU;
        if (name != "auto" && name != "cuda" && !name.StartsWith("cuda:", StringComparison.Ordinal))
            throw new UsageException($"Unknown device '{name}'. Known: cpu, cuda, cuda:0 and so on, auto.");
        var available = cuda.is_available();
        if (name == "auto")
            return available ? device("cuda:0") : CPU;
        if (!available)
            throw new EnvironmentException($"Device {name} was asked for, but this libtorch finds no CUDA device. Use --device cpu, or a libtorch built for CUDA (LIBTORCH=…).");
        var index = 0;
        if (name != "cuda" && (!int.TryParse(name.AsSpan(5), out index) || index < 0))
            throw new UsageException($"Unknown device '{name}'. Known: cpu, cuda, cuda:0 and so on, auto.");
        if (index >= cuda.device_count())
            throw new EnvironmentException($"Device {name} was asked for, but there are only {cuda.device_count()} CUDA devices.");
        return device($"cuda:{index}");
    }

    private static IEngineBackend ChooseBackend()
    {
        IEngineBackend backend = new PlainBackend();
        UseProviderBackend(ref backend);
        return backend;
    }

    /// <summary>Implemented by a provider's files, where there are any.</summary>
    static partial void UseProviderBackend(ref IEngineBackend backend);
}
