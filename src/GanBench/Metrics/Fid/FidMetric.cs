using GanBench.Metrics.Intervals;
using GanBench.Runs;

namespace GanBench.Metrics.Fid;

/// <summary>The Fréchet distance between features of samples and data. With the <c>inception</c> extractor this is FID.</summary>
public sealed class FidMetric : IMetric
{
    /// <inheritdoc/>
    public string Name => "fid";

    /// <inheritdoc/>
    public string Description => "Fréchet distance between Gaussians fitted to features of samples and data (Heusel et al. 2017)";

    /// <inheritdoc/>
    public MetricNeeds Needs => MetricNeeds.Statistics;

    /// <inheritdoc/>
    public IReadOnlyList<MetricValue> Values { get; } =
        [new("fid") { Label = "FID", LabelOfOtherFeatures = "FD", Better = Better.Lower, Low = 0, IsHeadline = true }];

    /// <inheritdoc/>
    public IEnumerable<MetricRecord> Compute(EvaluationInputs inputs)
    {
        var result = FrechetDistance.Compute(inputs.Generated.Statistics, inputs.Reference.Statistics);
        // Below 0 there is no distance: a value that is not above its rounding says 0, and one far below would say nothing.
        var isZero = Math.Abs(result.Value) <= result.Rounding;
        var record = inputs.Record(
            Values[0],
            isZero ? 0 : result.Value < 0 ? null : result.Value,
            usesFeatures: true,
            ("samples", EvaluationInputs.CountText(inputs.Generated.StatisticsCount)),
            ("referenceCount", EvaluationInputs.CountText(inputs.Reference.StatisticsCount)),
            ("covariance", "n - 1"));
        var found = isZero ? "within rounding of 0"
            : result.Value < 0 ? FormattableString.Invariant($"came out as {result.Value:G4}, below 0 by more than rounding") : record.Note;
        var notes = new[] { found, FewSamples(inputs) }.OfType<string>();
        yield return record with
        {
            Note = record.Value is null ? found : notes.Any() ? string.Join("; ", notes) : null,
            Interval = SampleIntervals.Around(inputs, Values[0], result.Value, () =>
                SampleIntervals.OfFrechet(inputs.Generated.Features, inputs.Reference.Statistics)),
        };
    }

    /// <summary>What must stand beside a FID from few samples, or null.</summary>
    internal static string? FewSamples(EvaluationInputs inputs)
    {
        if (inputs.Generated.StatisticsCount == 0 || inputs.Reference.StatisticsCount == 0)
            return "a statistics file does not say from how many samples it is";
        var fewest = Math.Min(inputs.Generated.StatisticsCount, inputs.Reference.StatisticsCount);
        return fewest < FrechetDistance.FewSamples
            ? FormattableString.Invariant(
                $"from {fewest} samples; fewer than {FrechetDistance.FewSamples} bias FID upwards, not comparable with values from 50,000")
            : null;
    }
}
