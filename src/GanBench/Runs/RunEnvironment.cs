using GanBench.Engine;

namespace GanBench.Runs;

/// <summary>Content of <c>environment.json</c>: what could make numbers differ between machines.</summary>
public sealed record RunEnvironment
{
    /// <summary>Version of this layout.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>GanBench's version.</summary>
    public required string GanBench { get; init; }

    /// <summary>Engine semantics version: part of run ids, raised when the same spec would give other numbers.</summary>
    public required int EngineSemantics { get; init; }

    /// <summary>Version of libtorch.</summary>
    public required string Libtorch { get; init; }

    /// <summary>Device the run used: "cpu" or "cuda:0".</summary>
    public required string Device { get; init; }

    /// <summary>Name of the accelerator, or null.</summary>
    public string? Accelerator { get; init; }

    /// <summary>Processor's model name.</summary>
    public required string Processor { get; init; }

    /// <summary>Cores available to the process.</summary>
    public required int Cores { get; init; }

    /// <summary>Threads libtorch computes with.</summary>
    public required int Threads { get; init; }

    /// <summary>Memory of the machine in bytes.</summary>
    public required long Memory { get; init; }

    /// <summary>Operating system.</summary>
    public required string OperatingSystem { get; init; }

    /// <summary>.NET runtime.</summary>
    public required string Runtime { get; init; }

    /// <summary>Numerics mode.</summary>
    public required Numerics Numerics { get; init; }

    /// <summary>Engine settings that decide bits and speed: versions, folder, variables.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}
