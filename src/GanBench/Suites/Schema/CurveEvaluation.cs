using GanBench.Configuration;

namespace GanBench.Suites.Schema;

/// <summary>
/// What is measured while training passes, more often than there are checkpoints and on fewer samples. Nothing but the values is kept.
/// </summary>
public sealed record CurveEvaluation
{
    /// <summary>Most measurements of a run that a profile reduces.</summary>
    public const int ReducedPoints = 30;

    /// <summary>Steps from one measurement to the next; 0 measures at checkpoints only.</summary>
    [RangeRule(0)]
    public int Every { get; init; }

    /// <summary>Names of metrics; none that needs the discriminator.</summary>
    public IReadOnlyList<string> Metrics { get; init; } = ["fid"];

    /// <summary>Generated images per measurement.</summary>
    [RangeRule(2)]
    public int Samples { get; init; } = 1000;
}
