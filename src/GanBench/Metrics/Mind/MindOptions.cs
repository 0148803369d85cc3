using GanBench.Configuration;

namespace GanBench.Metrics.Mind;

/// <summary>Options of the Monge inception distance.</summary>
public sealed record MindOptions
{
    /// <summary>Random directions that features are projected on.</summary>
    [RangeRule(1)]
    public int Projections { get; init; } = MindDistance.DefaultProjections;
}
