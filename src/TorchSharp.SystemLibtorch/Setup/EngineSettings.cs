namespace TorchSharp.SystemLibtorch;

/// <summary>How the engine is to run; see <see cref="EngineSetup.Apply"/>.</summary>
public sealed record EngineSettings
{
    /// <summary>
    /// True pins one instruction level (AVX2) and one thread, so that results have the same bits on every x86-64-v3 processor with
    /// the same libtorch. False, the default, takes what the machine has.
    /// </summary>
    public bool Portable { get; init; }

    /// <summary>Threads inside an operator. Null, the default: OMP_NUM_THREADS, else the cores this process may use. Portable: always 1.</summary>
    public int? Threads { get; init; }
}
