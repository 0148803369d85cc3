using System.Globalization;
using GanBench.Runs;

namespace GanBench.Metrics.Fid;

/// <summary>FID extrapolated to infinitely many samples.</summary>
public sealed class FidInfinityMetric : IMetric
{
    /// <inheritdoc/>
    public string Name => "fid-infinity";

    /// <inheritdoc/>
    public string Description => "FID extrapolated to infinitely many samples (Chong and Forsyth 2020)";

    /// <inheritdoc/>
    public MetricNeeds Needs => MetricNeeds.Features | MetricNeeds.Statistics;

    /// <inheritdoc/>
    public IReadOnlyList<MetricValue> Values { get; } =
        [new("fid-infinity") { Label = "FID∞", LabelOfOtherFeatures = "FD∞", Better = Better.Lower }];

    /// <inheritdoc/>
    public string? Unavailable(EvaluationInputs inputs) => inputs.Generated.Count < 10 * FidInfinity.Sizes
        ? FormattableString.Invariant($"needs at least {10 * FidInfinity.Sizes} samples (found {inputs.Generated.Count})")
        : null;

    /// <inheritdoc/>
    public IEnumerable<MetricRecord> Compute(EvaluationInputs inputs)
    {
        var result = FidInfinity.Compute(inputs.Generated.Features, inputs.Reference.Statistics, inputs.Options.Seed);
        yield return inputs.Record(
            Values[0],
            result.Value,
            usesFeatures: true,
            ("referenceCount", EvaluationInputs.CountText(inputs.Reference.StatisticsCount)),
            ("sizes", FormattableString.Invariant($"{FidInfinity.Sizes} from {result.Points[0].Count} to {result.Points[^1].Count}")),
            ("rSquared", result.RSquared.ToString("F4", CultureInfo.InvariantCulture)),
            ("seed", inputs.Options.Seed.ToString(CultureInfo.InvariantCulture)));
    }
}
