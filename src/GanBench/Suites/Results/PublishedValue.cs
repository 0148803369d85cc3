namespace GanBench.Suites.Results;

/// <summary>A value that a study printed.</summary>
/// <param name="Architecture">Name of the architecture, as in the run's specification.</param>
/// <param name="Dataset">Name of the dataset, as in the run's specification.</param>
/// <param name="Metric">Name of the metric, as in the metric files, or a logged quantity such as "loss-d".</param>
/// <param name="Step">The training step it belongs to; null for the end of training.</param>
/// <param name="Value">The value.</param>
/// <param name="Source">Where it is printed, e.g. "table 4-1".</param>
public sealed record PublishedValue(string Architecture, string Dataset, string Metric, int? Step, double Value, string Source)
{
    /// <summary>Half width of its printed uncertainty, or null.</summary>
    public double? Spread { get; init; }

    /// <summary>
    /// Ids of the runs that it is compared with: those of its cell, for several cells may have its architecture and dataset. Null compares
    /// it with all of these.
    /// </summary>
    public IReadOnlyCollection<string>? Runs { get; init; }

    /// <summary>Why no measurement here may be compared with it, or null when it may.</summary>
    public string? NotComparable { get; init; }
}
