using GanBench.Statistics;

namespace GanBench.Runs;

/// <summary>One metric of one checkpoint, with its whole protocol. A file <c>metrics/step-010000.json</c> holds a list of these.</summary>
public sealed record MetricRecord
{
    /// <summary>Name of the value, e.g. "fid", "inception-score", "kid", "precision".</summary>
    public required string Name { get; init; }

    /// <summary>The value; NaN is never written, a metric that has no value says why in <see cref="Note"/>.</summary>
    public double? Value { get; init; }

    /// <summary>Standard deviation over splits or subsets, where the metric has one.</summary>
    public double? StandardDeviation { get; init; }

    /// <summary>Unit, or null for a plain number.</summary>
    public string? Unit { get; init; }

    /// <summary>Whether lower or higher is better, or null when neither.</summary>
    public bool? LowerIsBetter { get; init; }

    /// <summary>
    /// Everything that decides the value apart from the checkpoint: extractor and checksum, resize, counts, splits, batch, seeds.
    /// </summary>
    public IReadOnlyDictionary<string, string> Protocol { get; init; } = new Dictionary<string, string>();

    /// <summary>What a reader must know beside the value, e.g. "fewer than 2,048 samples".</summary>
    public string? Note { get; init; }

    /// <summary>Where the value would lie with other samples; null where that was not asked for, or is not known of this metric.</summary>
    public ValueInterval? Interval { get; init; }

    /// <summary>The one-dimensional samples that the value is of, in bins; null where it is of no such samples.</summary>
    public Histogram? Histogram { get; init; }
}

/// <summary>The metrics of one checkpoint.</summary>
public sealed record MetricFile
{
    /// <summary>Version of this layout.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>The checkpoint's step.</summary>
    public required int Step { get; init; }

    /// <summary>Hash of the checkpoint the values were computed from; empty for values that were measured in passing.</summary>
    public required string CheckpointHash { get; init; }

    /// <summary>The values.</summary>
    public IReadOnlyList<MetricRecord> Metrics { get; init; } = [];
}
