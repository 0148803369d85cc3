using System.Globalization;
using GanBench.Imaging;
using GanBench.Metrics.Discriminators;
using GanBench.Metrics.Extractors;
using GanBench.Runs;

namespace GanBench.Metrics;

/// <summary>What metrics are computed from. Features are made when a metric first asks for them, and once.</summary>
public sealed class EvaluationInputs
{
    private readonly Dictionary<object, object?> _shared = [];

    internal EvaluationInputs(EvaluationOptions options, SampleSet generated, SampleSet reference, DiscriminatorProbe? discriminator) =>
        (Options, Generated, Reference, Discriminator) = (options, generated, reference, discriminator);

    /// <summary>What is measured and how.</summary>
    public EvaluationOptions Options { get; }

    /// <summary>The extractor that features are made with.</summary>
    public Extractor Extractor => ExtractorRegistry.Find(Options.Extractor);

    /// <summary>The samples to judge.</summary>
    public SampleSet Generated { get; }

    /// <summary>The data they are judged by.</summary>
    public SampleSet Reference { get; }

    /// <summary>What the samples are.</summary>
    public SampleKind Kind => Generated.Offers.HasFlag(MetricNeeds.Numbers) ? SampleKind.Real : SampleKind.Image;

    /// <summary>A run's discriminator, or null.</summary>
    public DiscriminatorProbe? Discriminator { get; }

    /// <summary>The options of a metric: its defaults, with what is set.</summary>
    /// <typeparam name="T">The type of <see cref="IMetric.Options"/>.</typeparam>
    /// <param name="metric">The metric; it has options.</param>
    public T OptionsOf<T>(IMetric metric)
        where T : class => Options.MetricOptions.Below(metric.Name).ApplyTo((T)metric.Options!);

    /// <summary>What more than one metric needs, computed when one first asks for it.</summary>
    /// <typeparam name="T">What it is; no tensor, since scopes end with each metric.</typeparam>
    /// <param name="key">Tells it from all else: whose it is, and the options that decide it.</param>
    /// <param name="compute">Computes it.</param>
    public T Shared<T>(object key, Func<T> compute)
    {
        if (!_shared.TryGetValue(key, out var value))
            _shared[key] = value = compute();
        return (T)value!;
    }

    /// <summary>Makes a record with the protocol that every value of these inputs shares.</summary>
    /// <param name="value">Which value it is.</param>
    /// <param name="number">The number; one that is not finite becomes null, and the note says what it was.</param>
    /// <param name="usesFeatures">Whether the extractor belongs to the protocol.</param>
    /// <param name="details">What else decides the value.</param>
    public MetricRecord Record(
        MetricValue value, double? number, bool usesFeatures, params IEnumerable<(string Key, string Value)> details)
    {
        var protocol = new Dictionary<string, string>(StringComparer.Ordinal) { ["samples"] = CountText(Generated.Count) };
        if (Generated.Found > Generated.Count)
            protocol["samplesFound"] = CountText(Generated.Found.Value);
        if (Kind == SampleKind.Image)
            protocol["samplesFrom"] = Generated.Name;
        protocol["reference"] = Reference.Name;
        if (Reference.Found > Math.Max(Reference.Count, Reference.StatisticsCount))
            protocol["referenceFound"] = CountText(Reference.Found.Value);
        // Features and statistics from files are numbers that nobody rounded.
        if (Generated is ImageSampleSet || Reference is ImageSampleSet)
            protocol["quantization"] = Samples.Quantization.Rule;
        foreach (var (key, text) in Generated.SourceProtocol)
            protocol[key] = text;
        foreach (var (key, text) in Reference.SourceProtocol)
            protocol[key] = protocol.GetValueOrDefault(key, text) == text ? text : $"{protocol[key]}; of the reference {text}";
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

    /// <summary>A count as protocols print it.</summary>
    /// <param name="count">The count; 0 where a file does not say.</param>
    public static string CountText(int count) => count == 0 ? "unknown" : count.ToString(CultureInfo.InvariantCulture);

    /// <summary>The record of a value that there is none of.</summary>
    internal MetricRecord Absent(MetricValue value, string reason) =>
        Record(new MetricValue(value.Name), null, usesFeatures: false) with { Note = reason };

    /// <summary>Why a metric cannot be computed from these two sides at all, or null.</summary>
    internal string? Lacks(MetricNeeds needs)
    {
        var wanted = needs
            & (MetricNeeds.Images | MetricNeeds.Features | MetricNeeds.Logits | MetricNeeds.Statistics | MetricNeeds.Numbers);
        foreach (var set in new[] { Generated, Reference })
        {
            var missing = wanted & ~set.Offers;
            if (missing != 0)
                return missing.HasFlag(MetricNeeds.Images) && set.ImageShapes is not null
                    ? DifferentShapes() : $"needs {missing.ToString().ToLowerInvariant()}, which {set.Name} does not have";
        }
        return needs.HasFlag(MetricNeeds.Images) && Generated.ImageShapes is { } a && Reference.ImageShapes is { } b && a != b
            ? DifferentShapes() : null;
    }

    // Images are compared by their pixels, so both sides need the same.
    private string DifferentShapes()
    {
        var found = new[] { Generated, Reference }.Where(set => set.ImageShapes is not null).DistinctBy(set => set.ImageShapes)
            .Select(set => $"{set.ImageShapes} in {set.Name}");
        var remedy = Options.Pictures.Side is null ? "--image-size N brings all to one size" : "one is grey and the other in colour";
        return $"needs images of one size and kind (found {string.Join(", ", found)}); {remedy}";
    }

    // The usual precision is not written down.
    private static string? Stated(IReadOnlyDictionary<string, string> protocol, string key) =>
        protocol.GetValueOrDefault(key)
        ?? (key == FeaturePrecisions.Key && protocol.ContainsKey("extractorChecksum") ? FeaturePrecisions.Usual : null);

    /// <summary>The protocol of both sides' features, which must be the same wherever both state it.</summary>
    private Dictionary<string, string> CommonFeatureProtocol()
    {
        var (a, b) = (Generated.FeatureProtocol, Reference.FeatureProtocol);
        foreach (var key in ProtocolGroup.DecisiveKeys)
        {
            if (Stated(a, key) is { } left && Stated(b, key) is { } right && left != right)
                throw new DataException(
                    $"{Generated.Name} and {Reference.Name} cannot be compared: their {key} differs ({left} and {right}).");
        }
        var common = new Dictionary<string, string>(b, StringComparer.Ordinal);
        foreach (var (key, text) in a)
            common[key] = text;
        if (a.Count == 0 || b.Count == 0)
            common["unstated"] = $"{(a.Count == 0 ? Generated.Name : Reference.Name)} does not say how its features were made";
        return common;
    }
}
