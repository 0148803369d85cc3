using GanBench.Configuration;

namespace GanBench.Metrics.Prdc;

/// <summary>Options of metrics by nearest-neighbour balls.</summary>
public sealed record NeighbourhoodOptions
{
    /// <summary>Which neighbour gives the radius of a ball (k).</summary>
    [RangeRule(1)]
    public int Neighbours { get; init; } = Neighbourhoods.DefaultNeighbours;

    /// <summary>Whether balls include their surface.</summary>
    public RadiusRule RadiusRule { get; init; } = RadiusRule.Below;
}
