using GanBench.Imaging;
using GanBench.Metrics.Discriminators;
using GanBench.Metrics.Modes;
using GanBench.Metrics.MsSsim;
using GanBench.Metrics.Prdc;
using GanBench.Runs;

namespace GanBench.Metrics;

/// <summary>What metrics are computed from. Features are made when a metric first asks for them, and once.</summary>
public sealed class EvaluationInputs
{
    /// <summary>What must agree between two sets of features for a comparison to mean anything.</summary>
    private static readonly string[] DecisiveKeys = ["extractor", "extractorChecksum", "layer", "resize"];

    private readonly Lazy<PrdcResult> _prdc;
    private readonly Lazy<double> _generatedLikeness, _referenceLikeness;
    private readonly Lazy<ClassHistogramResult?> _histogram;

    internal EvaluationInputs(EvaluationOptions options, SampleSet generated, SampleSet reference, DiscriminatorProbe? discriminator)
    {
        (Options, Generated, Reference, Discriminator) = (options, generated, reference, discriminator);
        _prdc = new(() => Neighbourhoods.Compute(Reference.Features, Generated.Features, Options.Neighbours, Options.RadiusRule));
        _generatedLikeness = new(() => MsSsimMetric.MeanOfPairs(Generated.Images(Generated.Count)));
        _referenceLikeness = new(() => MsSsimMetric.MeanOfPairs(Reference.Images(Reference.Count)));
        _histogram = new(CompareClasses);
    }

    /// <summary>What is measured and how.</summary>
    public EvaluationOptions Options { get; }

    /// <summary>The samples to judge.</summary>
    public SampleSet Generated { get; }

    /// <summary>The data they are judged by.</summary>
    public SampleSet Reference { get; }

    /// <summary>What the samples are.</summary>
    public SampleKind Kind => Generated.Offers.HasFlag(MetricNeeds.Numbers) ? SampleKind.Real : SampleKind.Image;

    /// <summary>A run's discriminator, or null.</summary>
    public DiscriminatorProbe? Discriminator { get; }

    /// <summary>Precision, recall, density and coverage, which more than one metric needs.</summary>
    internal PrdcResult Prdc => _prdc.Value;

    /// <summary>MS-SSIM between pairs of samples.</summary>
    internal double GeneratedLikeness => _generatedLikeness.Value;

    /// <summary>MS-SSIM between pairs of reference images.</summary>
    internal double ReferenceLikeness => _referenceLikeness.Value;

    /// <summary>Class histograms by the dataset's classifier; null with another extractor.</summary>
    internal ClassHistogramResult? Histogram => _histogram.Value;

    /// <summary>Makes a record with the protocol that every value of these inputs shares.</summary>
    /// <param name="value">Which value it is.</param>
    /// <param name="number">The number; one that is not finite becomes null, and the note says what it was.</param>
    /// <param name="usesFeatures">Whether the extractor belongs to the protocol.</param>
    /// <param name="details">What else decides the value.</param>
    public MetricRecord Record(
        MetricValue value, double? number, bool usesFeatures, params IEnumerable<(string Key, string Value)> details)
    {
        var protocol = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["samples"] = FormattableString.Invariant($"{Generated.Count}"),
        };
        if (Kind == SampleKind.Image)
            protocol["samplesFrom"] = Generated.Name;
        protocol["reference"] = Reference.Name;
        if (Kind == SampleKind.Image)
            protocol["quantization"] = Samples.Quantization.Rule;
        if (usesFeatures)
        {
            foreach (var (key, text) in CommonFeatureProtocol())
                protocol[key] = text;
        }
        foreach (var (key, text) in details)
            protocol[key] = text;
        var finite = number is { } n && double.IsFinite(n);
        return new MetricRecord
        {
            Name = value.Name,
            Value = finite ? number : null,
            Unit = value.Unit,
            LowerIsBetter = value.LowerIsBetter,
            Protocol = protocol,
            Note = number is null || finite ? null : FormattableString.Invariant($"not a finite number: {number}"),
        };
    }

    /// <summary>The record of a value that there is none of.</summary>
    internal MetricRecord Absent(MetricValue value, string reason) => Record(new MetricValue(value.Name), null, usesFeatures: false) with { Note = reason };

    /// <summary>Why a metric cannot be computed from these two sides at all, or null.</summary>
    internal string? Lacks(MetricNeeds needs)
    {
        var wanted = needs & (MetricNeeds.Images | MetricNeeds.Features | MetricNeeds.Logits | MetricNeeds.Statistics | MetricNeeds.Numbers);
        foreach (var set in new[] { Generated, Reference })
        {
            var missing = wanted & ~set.Offers;
            if (missing != 0)
                return $"needs {missing.ToString().ToLowerInvariant()}, which {set.Name} does not have";
        }
        return null;
    }

    /// <summary>The protocol of both sides' features, which must be the same wherever both state it.</summary>
    private Dictionary<string, string> CommonFeatureProtocol()
    {
        var (a, b) = (Generated.FeatureProtocol, Reference.FeatureProtocol);
        foreach (var key in DecisiveKeys)
        {
            if (a.TryGetValue(key, out var left) && b.TryGetValue(key, out var right) && left != right)
                throw new DataException($"{Generated.Name} and {Reference.Name} cannot be compared: their {key} differs ({left} and {right}).");
        }
        var common = new Dictionary<string, string>(b, StringComparer.Ordinal);
        foreach (var (key, text) in a)
            common[key] = text;
        if (a.Count == 0 || b.Count == 0)
            common["unstated"] = $"{(a.Count == 0 ? Generated.Name : Reference.Name)} does not say how its features were made";
        return common;
    }

    /// <summary>Both sides as classified, so that what the classifier always gets wrong cancels.</summary>
    private ClassHistogramResult? CompareClasses()
    {
        if (Options.Extractor != "classifier" || Lacks(MetricNeeds.Logits) is not null)
            return null;
        return ClassHistogram.Compare(Classify(Generated), Classify(Reference));
    }

    private static long[] Classify(SampleSet set)
    {
        using var classes = set.Logits.argmax(1);
        return ClassHistogram.Count([.. classes.data<long>().ToArray().Select(c => (int)c)], (int)set.Logits.shape[1]);
    }
}
