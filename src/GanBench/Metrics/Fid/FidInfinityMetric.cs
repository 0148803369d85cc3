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
        var interval = FormattableString.Invariant($"{result.Low:G6} to {result.High:G6}");
        var record = inputs.Record(
            Values[0],
            result.Value,
            usesFeatures: true,
            ("referenceCount", EvaluationInputs.CountText(inputs.Reference.StatisticsCount)),
            ("sizes", string.Join(' ', result.Points.Select(p => p.Count.ToString(CultureInfo.InvariantCulture)))),
            ("interval", interval + ", 95 %, of the line's intercept by its residuals"),
            ("rSquared", result.RSquared.ToString("F4", CultureInfo.InvariantCulture)),
            ("seed", inputs.Options.Seed.ToString(CultureInfo.InvariantCulture)));
        var few = inputs.Generated.Count < FidInfinity.FewestOfPaper
            ? FormattableString.Invariant(
                $"; FID∞ was defined from {FidInfinity.FewestOfPaper} samples up, with {inputs.Generated.Count} the line is less straight")
            : "";
        yield return record with { Note = record.Note ?? $"95 % interval of the fit {interval}{few}" };
    }
}
