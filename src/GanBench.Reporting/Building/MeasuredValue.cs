namespace GanBench.Reporting.Building;

/// <summary>What was measured in the place of a published value, with its 95 % interval: over seeds, or of judgements of people.</summary>
/// <param name="Mean">The value.</param>
/// <param name="Low">Lower end of the interval; null for one seed.</param>
/// <param name="High">Upper end of the interval; null for one seed.</param>
internal sealed record MeasuredValue(double Mean, double? Low, double? High)
{
    /// <summary>Whether it has an interval.</summary>
    public bool HasInterval => Low is not null && High is not null;

    /// <summary>Reads it; null when nothing was measured.</summary>
    /// <param name="comparison">The published value and its cell.</param>
    public static MeasuredValue? Of(PublishedComparison comparison) =>
        comparison.Measured is { } measured ? new MeasuredValue(measured.Mean, measured.Low, measured.High)
        : RunQuantityNames.IsOfPeople(comparison.Published.Metric) && comparison.Cell?.People?.Rate(comparison.Published.Metric) is { } rate
            ? new MeasuredValue(100 * rate.Value, 100 * rate.Low, 100 * rate.High) : null;

    /// <summary>Whether the interval holds a value.</summary>
    /// <param name="value">The value.</param>
    public bool Covers(double value) => Low <= value && value <= High;
}
