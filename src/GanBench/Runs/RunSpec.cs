using GanBench.Engine;
using GanBench.Recipes;

namespace GanBench.Runs;

/// <summary>Everything that decides a run's result, fully resolved. Written as <c>spec.yaml</c> into the run directory.</summary>
public sealed record RunSpec
{
    /// <summary>Name of the architecture.</summary>
    public required string Architecture { get; init; }

    /// <summary>Name of the dataset.</summary>
    public required string Dataset { get; init; }

    /// <summary>Side of the square images in pixels; null takes the dataset's own.</summary>
    public int? ImageSize { get; init; }

    /// <summary>Seed of every random stream.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Which bits are promised: see <see cref="Numerics"/>.</summary>
    public Numerics Numerics { get; init; } = Numerics.Native;

    /// <summary>Id and step of the run whose weights this one starts from ("id@step"), or null.</summary>
    public string? InitFrom { get; init; }

    /// <summary>How it is trained.</summary>
    public Recipe Recipe { get; init; } = new();

    /// <summary>How long it is trained and what is written when.</summary>
    public TrainingOptions Training { get; init; } = new();
}
