using GanBench.Configuration;

namespace GanBench.Metrics.InceptionScore;

/// <summary>Options of the inception score and of its formula with other classes.</summary>
public sealed record ClassScoreOptions
{
    /// <summary>Splits of the samples, over which the value has its mean and deviation.</summary>
    [RangeRule(1)]
    public int Splits { get; init; } = ClassScore.DefaultSplits;
}
