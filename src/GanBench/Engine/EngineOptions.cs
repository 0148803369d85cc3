using GanBench.Runs;

namespace GanBench.Engine;

/// <summary>What a command asks of the engine.</summary>
public sealed record EngineOptions
{
    /// <summary>"cpu", "cuda", "cuda:1" or "auto" (CUDA where there is one).</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>Which bits are promised.</summary>
    public Numerics Numerics { get; init; } = Numerics.Native;

    /// <summary>Threads to compute with; null takes all cores (one in portable numerics).</summary>
    public int? Threads { get; init; }
}

/// <summary>What the engine found and chose.</summary>
/// <param name="Libtorch">Version of libtorch.</param>
/// <param name="Threads">Threads it computes with.</param>
/// <param name="CudaDevices">Names or indices of the CUDA devices.</param>
/// <param name="Settings">Everything else worth knowing, by name: paths, BLAS and core type, SIMD level, allocator, variables.</param>
public sealed record EngineReport(string Libtorch, int Threads, IReadOnlyList<string> CudaDevices, IReadOnlyDictionary<string, string> Settings);
