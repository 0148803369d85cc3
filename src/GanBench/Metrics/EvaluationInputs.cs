using GanBench.Metrics.Discriminators;
using GanBench.Metrics.Extractors;
using GanBench.Metrics.Modes;
using GanBench.Metrics.MsSsim;
using GanBench.Metrics.Prdc;
using GanBench.Runs;

namespace GanBench.Metrics;

/// <summary>What metrics are computed from. Features are made when a metric first asks for them, and once.</summary>
public sealed class EvaluationInputs
{
    private readonly Lazy<IFeatureExtractor> _extractor;
    private readonly Lazy<PrdcResult> _prdc;
    private readonly Lazy<double> _generatedLikeness, _referenceLikeness;
    private readonly Lazy<ClassHistogramResult?> _histogram;

    internal EvaluationInputs(
        EvaluationOptions options, SampleSet generated, SampleSet reference, Lazy<IFeatureExtractor> extractor, DiscriminatorProbe? discriminator)
    {
        (Options, Generated, Reference, Discriminator) = (options, generated, reference, discriminator);
        _extractor = extractor;
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

    /// <summary>The extractor; opened when first asked for.</summary>
    public IFeatureExtractor Extractor => _extractor.Value;

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
    /// <param name="name">Name of the value.</param>
    /// <param name="value">The value; a number that is not finite becomes null, and the note says what it was.</param>
    /// <param name="lowerIsBetter">Direction, or null when there is none.</param>
    /// <param name="usesFeatures">Whether the extractor belongs to the protocol.</param>
    /// <param name="details">What else decides the value.</param>
    public MetricRecord Record(
        string name, double? value, bool? lowerIsBetter, bool usesFeatures, params IEnumerable<(string Key, string Value)> details)
    {
        var protocol = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["samples"] = FormattableString.Invariant($"{Generated.Count}"),
            ["samplesFrom"] = Generated.Source.Name,
            ["reference"] = Reference.Source.Name,
            ["quantization"] = Samples.Quantization.Rule,
        };
        if (usesFeatures)
        {
            foreach (var (key, text) in Extractor.Protocol)
                protocol[key] = text;
            protocol["engine"] = "libtorch " + TorchSharp.torch.__version__;
            protocol["batch"] = FormattableString.Invariant($"{Options.Batch}");
        }
        foreach (var (key, text) in details)
            protocol[key] = text;
        var finite = value is { } v && double.IsFinite(v);
        return new MetricRecord
        {
            Name = name,
            Value = finite ? value : null,
            LowerIsBetter = lowerIsBetter,
            Protocol = protocol,
            Note = value is null || finite ? null : FormattableString.Invariant($"not a finite number: {value}"),
        };
    }

    /// <summary>Both sides as classified, so that what the classifier always gets wrong cancels.</summary>
    private ClassHistogramResult? CompareClasses() =>
        Options.Extractor == "classifier" ? ClassHistogram.Compare(Classify(Generated), Classify(Reference)) : null;

    private long[] Classify(SampleSet set)
    {
        using var classes = set.Logits.argmax(1);
        return ClassHistogram.Count([.. classes.data<long>().ToArray().Select(c => (int)c)], Extractor.Classes);
    }
}
