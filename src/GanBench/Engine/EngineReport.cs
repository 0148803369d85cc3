namespace GanBench.Engine;

/// <summary>What the engine found and chose.</summary>
/// <param name="Libtorch">Version of libtorch.</param>
/// <param name="Threads">Threads it computes with.</param>
/// <param name="CudaDevices">Names or indices of the CUDA devices.</param>
/// <param name="Settings">Everything else worth knowing, by name: versions, paths, variables.</param>
public sealed record EngineReport(
    string Libtorch, int Threads, IReadOnlyList<string> CudaDevices, IReadOnlyDictionary<string, string> Settings);
