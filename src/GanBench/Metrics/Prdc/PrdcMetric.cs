using System.Globalization;
using GanBench.Metrics.Intervals;
using GanBench.Runs;

namespace GanBench.Metrics.Prdc;

/// <summary>Precision, recall, their harmonic mean, density and coverage.</summary>
public sealed class PrdcMetric : IMetric
{
    private static readonly MetricValue Precision = new("precision") { Better = Better.Higher, Low = 0, High = 1, IsHeadline = true };

    private static readonly MetricValue Recall = new("recall") { Better = Better.Higher, Low = 0, High = 1, IsHeadline = true };

    private static readonly MetricValue F1 = new("f1") { Better = Better.Higher, Low = 0, High = 1 };

    // Of samples from the data's own distribution its expectation is 1 (Naeem et al. 2020); samples crowded in dense places exceed it.
    private static readonly MetricValue Density = new("density") { Better = Better.Near, Target = 1, Low = 0 };

    private static readonly MetricValue Coverage = new("coverage") { Better = Better.Higher, Low = 0, High = 1 };

    /// <inheritdoc/>
    public string Name => "prdc";

    /// <inheritdoc/>
    public string Description =>
        "precision, recall (Kynkäänniemi et al. 2019), density and coverage (Naeem et al. 2020) by nearest neighbours";

    /// <inheritdoc/>
    public MetricNeeds Needs => MetricNeeds.Features;

    // What follows from the first two says least beside them.
    /// <inheritdoc/>
    public IReadOnlyList<MetricValue> Values { get; } = [Precision, Recall, Density, Coverage, F1];

    /// <inheritdoc/>
    public object? Options { get; } = new NeighbourhoodOptions();

    /// <inheritdoc/>
    public string? Unavailable(EvaluationInputs inputs) => TooFew(inputs, inputs.OptionsOf<NeighbourhoodOptions>(this));

    /// <inheritdoc/>
    public IEnumerable<MetricRecord> Compute(EvaluationInputs inputs)
    {
        var options = inputs.OptionsOf<NeighbourhoodOptions>(this);
        var result = Neighbourhoods.Compute(
            inputs.Reference.Features, inputs.Generated.Features, options.Neighbours, options.RadiusRule);
        // Without the largest group there must still be more samples than neighbours.
        var without = SampleIntervals.Wanted(inputs) && inputs.Generated.Count * 9 / 10 > options.Neighbours
            ? SampleIntervals.OfNeighbourhoods(
                inputs.Generated.Features, inputs.Reference.Features, options.Neighbours, options.RadiusRule)
            : null;
        (MetricValue, Func<PrdcResult, double>)[] found =
        [
            (Precision, r => r.Precision), (Recall, r => r.Recall), (F1, r => r.F1), (Density, r => r.Density),
            (Coverage, r => r.Coverage),
        ];
        foreach (var (value, of) in found)
        {
            yield return inputs.Record(value, of(result), usesFeatures: true, Protocol(inputs, options)) with
            {
                Interval = without is null ? null
                    : SampleIntervals.Around(inputs, value, of(result), () => [.. without.Select(of)]),
            };
        }
    }

    internal static string? TooFew(EvaluationInputs inputs, NeighbourhoodOptions options)
    {
        var fewest = Math.Min(inputs.Generated.Count, inputs.Reference.Count);
        return fewest <= options.Neighbours
            ? FormattableString.Invariant($"{options.Neighbours} neighbours need more samples than that on both sides (found {fewest})")
            : null;
    }

    internal static (string, string)[] Protocol(EvaluationInputs inputs, NeighbourhoodOptions options) =>
    [
        ("referenceCount", inputs.Reference.Count.ToString(CultureInfo.InvariantCulture)),
        ("neighbours", options.Neighbours.ToString(CultureInfo.InvariantCulture)),
        ("rule", options.RadiusRule == RadiusRule.Below ? "d < r" : "d <= r"),
        ("seed", inputs.Options.Seed.ToString(CultureInfo.InvariantCulture)),
    ];
}
