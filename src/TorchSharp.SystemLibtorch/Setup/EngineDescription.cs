namespace TorchSharp.SystemLibtorch;

/// <summary>What the engine is made of and how it was set up: everything that could make numbers or speed differ.</summary>
/// <param name="LibtorchVersion">Version of the loaded libtorch, such as 1.13.1.</param>
/// <param name="LibtorchPath">File of the loaded libtorch_cpu.</param>
/// <param name="BlasPath">File of the loaded BLAS that computes matrix products; null if it is part of libtorch.</param>
/// <param name="BlasCore">Kernels that OpenBLAS chose, such as SkylakeX; null with another BLAS.</param>
/// <param name="CpuCapability">Instruction level of libtorch's own kernels: DEFAULT, AVX2 or AVX512.</param>
/// <param name="Processor">The processor's model name.</param>
/// <param name="Threads">Threads inside an operator.</param>
/// <param name="Portable">Whether one instruction level and one thread are pinned.</param>
/// <param name="Allocator">The allocator of CPU tensors: caching or system.</param>
/// <param name="CudaDevices">Names of the CUDA devices that libtorch sees.</param>
/// <param name="Variables">The environment variables that decide about speed and bits.</param>
public sealed record EngineDescription(
    string LibtorchVersion,
    string LibtorchPath,
    string? BlasPath,
    string? BlasCore,
    string CpuCapability,
    string Processor,
    int Threads,
    bool Portable,
    string Allocator,
    IReadOnlyList<string> CudaDevices,
    IReadOnlyList<EngineVariable> Variables);

/// <summary>An environment variable that libtorch or its libraries read, and who decided it.</summary>
/// <param name="Name">Name of the variable.</param>
/// <param name="Value">Its value in this process.</param>
/// <param name="Chosen">True: chosen here; false: set by the user before the start.</param>
public sealed record EngineVariable(string Name, string Value, bool Chosen);
