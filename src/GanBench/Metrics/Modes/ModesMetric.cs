using System.Globalization;
using GanBench.Metrics.Extractors;
using GanBench.Runs;

namespace GanBench.Metrics.Modes;

/// <summary>Classes that the samples show, by the dataset's classifier, compared with the data classified by the same.</summary>
public sealed class ModesMetric : IMetric
{
    private static readonly MetricValue Covered = new("modes-covered") { Better = Better.Higher, Low = 0 };

    private static readonly MetricValue Divergence =
        new("class-kl") { Label = "Class divergence", Unit = "nats", Better = Better.Near, Target = 0, Low = 0 };

    /// <inheritdoc/>
    public string Name => "modes";

    /// <inheritdoc/>
    public string Description =>
        "classes covered and KL divergence of the class histogram, by the dataset's classifier (after Che et al. 2017)";

    /// <inheritdoc/>
    public MetricNeeds Needs => MetricNeeds.Features | MetricNeeds.Logits | MetricNeeds.Labels;

    /// <inheritdoc/>
    public Extractor OwnExtractor => ClassifierExtractor.Entry;

    /// <inheritdoc/>
    public IReadOnlyList<MetricValue> Values { get; } = [Covered, Divergence];

    /// <inheritdoc/>
    public string? Unavailable(EvaluationInputs inputs) =>
        inputs.Extractor.KnowsClasses ? null : $"needs the dataset's own classes: --extractor {ClassifierExtractor.ExtractorName}";

    /// <inheritdoc/>
    public IEnumerable<MetricRecord> Compute(EvaluationInputs inputs)
    {
        var result = Histogram(inputs)!;
        var shares = string.Join(' ', result.Shares.Select(s => s.ToString("F4", CultureInfo.InvariantCulture)));
        (string, string)[] details =
        [
            ("referenceCount", inputs.Reference.Count.ToString(CultureInfo.InvariantCulture)),
            ("classes", result.Classes.ToString(CultureInfo.InvariantCulture)),
            ("covered from", FormattableString.Invariant($"{ClassHistogram.CoveredShare} of a class's share in the data")),
            ("shares", shares),
        ];
        yield return inputs.Record(Covered, result.Covered, usesFeatures: true, details) with
        { Unit = FormattableString.Invariant($"of {result.Classes}") };
        yield return inputs.Record(Divergence, result.Divergence, usesFeatures: true, details);
    }

    /// <summary>
    /// Both sides as classified, so that what the classifier always gets wrong cancels; null without the dataset's own classes. The
    /// collapse metric needs it too.
    /// </summary>
    internal static ClassHistogramResult? Histogram(EvaluationInputs inputs) => inputs.Shared(
        nameof(ClassHistogram),
        () => !inputs.Extractor.KnowsClasses || inputs.Lacks(MetricNeeds.Logits) is not null
            ? null : ClassHistogram.Compare(Classify(inputs.Generated), Classify(inputs.Reference)));

    private static long[] Classify(SampleSet set)
    {
        using var classes = set.Logits.argmax(1);
        return ClassHistogram.Count([.. classes.data<long>().ToArray().Select(c => (int)c)], (int)set.Logits.shape[1]);
    }
}
