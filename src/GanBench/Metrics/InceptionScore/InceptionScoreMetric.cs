using System.Globalization;
using GanBench.Metrics.Extractors;
using GanBench.Runs;

namespace GanBench.Metrics.InceptionScore;

/// <summary>
/// The inception score with the <c>inception</c> extractor; with a dataset's classifier the same formula is called
/// <c>classifier-score</c>, because the two have nothing in common but the formula.
/// </summary>
public sealed class InceptionScoreMetric : IMetric
{
    /// <inheritdoc/>
    public string Name => "is";

    /// <inheritdoc/>
    public string Description => "exp of the mutual information between samples and classes (Salimans et al. 2016)";

    /// <inheritdoc/>
    public MetricNeeds Needs => MetricNeeds.Features | MetricNeeds.Logits;

    /// <inheritdoc/>
    public IReadOnlyList<string> Values => ["inception-score"];

    /// <inheritdoc/>
    public string? Unavailable(EvaluationInputs inputs) => inputs.Generated.Count < inputs.Options.Splits
        ? FormattableString.Invariant($"{inputs.Options.Splits} splits need as many samples (found {inputs.Generated.Count})")
        : null;

    /// <inheritdoc/>
    public IEnumerable<MetricRecord> Compute(EvaluationInputs inputs)
    {
        var result = ClassScore.Compute(inputs.Generated.Logits, inputs.Options.Splits);
        var inception = inputs.Generated.FeatureProtocol["extractor"] == InceptionExtractor.ExtractorName;
        yield return inputs.Record(
            inception ? "inception-score" : "classifier-score",
            result.Mean,
            lowerIsBetter: false,
            usesFeatures: true,
            ("splits", inputs.Options.Splits.ToString(CultureInfo.InvariantCulture)),
            ("logits", inception ? "without bias" : "with bias")) with
        { StandardDeviation = result.StandardDeviation };
    }
}
