using System.Globalization;
using GanBench.Runs;
using GanBench.Statistics;

namespace GanBench.Metrics.Distributions;

/// <summary>How far the distribution of one-dimensional samples is from N(0, 1): <see cref="KolmogorovSmirnov"/>.</summary>
public sealed class KolmogorovSmirnovMetric : IMetric
{
    /// <summary>Numbers measured: they cost next to nothing, so there are more than of images.</summary>
    public const int Count = 10_000;

    /// <inheritdoc/>
    public string Name => "ks-distance";

    /// <inheritdoc/>
    public string Description => "Kolmogorov–Smirnov distance of one-dimensional samples to N(0, 1)";

    /// <inheritdoc/>
    public MetricNeeds Needs => MetricNeeds.Numbers;

    /// <inheritdoc/>
    public IReadOnlyList<MetricValue> Values { get; } =
        [new("ks-distance") { Label = "KS distance", Better = Better.Lower, Low = 0, High = 1 }];

    /// <inheritdoc/>
    public IEnumerable<MetricRecord> Compute(EvaluationInputs inputs)
    {
        yield return inputs.Record(
            Values[0],
            KolmogorovSmirnov.DistanceToNormal(inputs.Generated.Numbers(Count).Select(v => (double)v)),
            usesFeatures: false,
            ("samples", Count.ToString(CultureInfo.InvariantCulture)),
            ("reference", "N(0, 1), exact"));
    }
}
