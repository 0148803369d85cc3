using GanBench.Configuration;

namespace GanBench.Metrics.InceptionScore;

/// <summary>Options of the inception score and of its formula with other classes.</summary>
public sealed record ClassScoreOptions
{
    /// <summary>Splits of the samples, over which the value has its mean and deviation.</summary>
    [RangeRule(1)]
    public int Splits { get; init; } = ClassScore.DefaultSplits;

    /// <summary>
    /// Whether the samples are put into the order of <see cref="GanBench.Random.NumpyRandomState"/> with the evaluation's seed before they
    /// are split, as torch-fidelity does (its seed is 2020). They come in a random order anyhow: it decides which sample is in which split.
    /// </summary>
    public bool Shuffle { get; init; }
}
