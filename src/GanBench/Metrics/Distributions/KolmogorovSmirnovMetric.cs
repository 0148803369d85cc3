using System.Globalization;
using GanBench.Runs;
using GanBench.Statistics;

namespace GanBench.Metrics.Distributions;

/// <summary>
/// How far the distribution of one-dimensional samples is from N(0, 1): <see cref="KolmogorovSmirnov"/>. Its record keeps the samples'
/// histogram.
/// </summary>
public sealed class KolmogorovSmirnovMetric : IMetric
{
    /// <summary>Name of the metric and of its value.</summary>
    public const string MetricName = "ks-distance";

    /// <summary>Numbers measured: they cost next to nothing, so there are more than of images.</summary>
    public const int Count = 10_000;

    // Fine enough that a kernel smooths over the bins; of N(0, 1), one number in two million is outside.
    private const double Edge = 5;
    private const int Bins = 100;

    /// <inheritdoc/>
    public string Name => MetricName;

    /// <inheritdoc/>
    public string Description => "Kolmogorov–Smirnov distance of one-dimensional samples to N(0, 1)";

    /// <inheritdoc/>
    public MetricNeeds Needs => MetricNeeds.Numbers;

    /// <inheritdoc/>
    public IReadOnlyList<MetricValue> Values { get; } =
        [new(MetricName) { Label = "KS distance", Better = Better.Lower, Low = 0, High = 1 }];

    /// <inheritdoc/>
    public IEnumerable<MetricRecord> Compute(EvaluationInputs inputs)
    {
        var numbers = inputs.Generated.Numbers(Count).Select(v => (double)v).ToArray();
        yield return inputs.Record(
            Values[0],
            KolmogorovSmirnov.DistanceToNormal(numbers),
            usesFeatures: false,
            ("samples", Count.ToString(CultureInfo.InvariantCulture)),
            ("reference", "N(0, 1), exact")) with { Histogram = Histogram.Of(numbers, -Edge, Edge, Bins) };
    }
}
