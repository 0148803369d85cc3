namespace GanBench.Engine;

/// <summary>What a command asks of the engine.</summary>
public sealed record EngineOptions
{
    /// <summary>"cpu", "cuda", "cuda:1" or "auto" (CUDA where there is one).</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>Which bits are promised.</summary>
    public Numerics Numerics { get; init; } = Numerics.Native;

    /// <summary>Threads to compute with; null takes OMP_NUM_THREADS or all cores (one in portable numerics).</summary>
    public int? Threads { get; init; }
}
