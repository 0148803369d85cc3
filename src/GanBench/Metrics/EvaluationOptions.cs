using GanBench.Configuration;
using GanBench.Metrics.Extractors;
using GanBench.Metrics.Samples;

namespace GanBench.Metrics;

/// <summary>What is measured and how. Everything here that decides a value is written into the value's protocol.</summary>
public sealed record EvaluationOptions : IOptionRules
{
    /// <summary>Images per batch of the extractor: fixed, because convolutions give other last bits with another batch size.</summary>
    public const int DefaultBatch = 100;

    /// <summary>Images of a generator, which has no end, where no number is given.</summary>
    public const int DefaultSamples = 5000;

    /// <summary>Names from <see cref="MetricRegistry"/>.</summary>
    public IReadOnlyList<string> Metrics { get; init; } = ["fid"];

    /// <summary>Samples to judge; 0 takes all that there are, and <see cref="DefaultSamples"/> of a generator.</summary>
    public int Samples { get; init; }

    /// <summary>
    /// Reference samples for statistics (FID, class histogram); 0 takes all. Metrics on pairs use at most <see cref="Samples"/>, where that
    /// is given.
    /// </summary>
    public int ReferenceSamples { get; init; }

    /// <summary>Name from <see cref="ExtractorRegistry"/>.</summary>
    public string Extractor { get; init; } = ResNet18Extractor.ExtractorName;

    /// <summary>Labelled dataset whose classifier is used; null takes the reference.</summary>
    public string? ClassifierDataset { get; init; }

    /// <summary>How Inception's input is brought to 299×299.</summary>
    public ResizeMode Resize { get; init; } = ResizeMode.PyTorch;

    /// <summary>
    /// Which features of the extractor: of Inception 64, 192, 768, 2048, logits_unbiased or logits, as torch-fidelity names them; of an
    /// ONNX graph the name of an output. Null takes the extractor's usual ones.
    /// </summary>
    public string? Layer { get; init; }

    /// <summary>Numbers that pretrained extractors compute in.</summary>
    public FeaturePrecision Precision { get; init; }

    /// <summary>Which pictures of folders and archives are measured, and how they are read.</summary>
    public PictureOptions Pictures { get; init; } = new();

    /// <summary>Images per batch.</summary>
    [RangeRule(1)]
    public int Batch { get; init; } = DefaultBatch;

    /// <summary>Decides which reference images are taken and all subsets.</summary>
    public ulong Seed { get; init; }

    /// <summary>What is set of the metrics' own options (<see cref="GanBench.Metrics.MetricOptions"/>): kid.subsets.</summary>
    public OwnOptions MetricOptions { get; init; } = OwnOptions.None;

    /// <summary>The original files of datasets; null takes the machine's.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>Trained classifiers, features and statistics; null takes the machine's cache.</summary>
    public string? CacheDirectory { get; init; }

    /// <summary>Whether nothing may be fetched.</summary>
    public bool Offline { get; init; }

    /// <summary>
    /// Level in per cent of confidence intervals over the samples, for metrics that can give them (fid, kid, prdc); null for none. They are
    /// then computed once more for each of <see cref="GanBench.Statistics.GroupJackknife.Groups"/> groups.
    /// </summary>
    [RangeRule(50, 99)]
    public int? Intervals { get; init; }

    /// <inheritdoc/>
    public IEnumerable<string> Problems(string prefix)
    {
        if (Metrics.Count == 0)
            yield return $"{prefix}metrics must name at least one metric.";
        if (Samples is not (0 or >= 2))
            yield return FormattableString.Invariant($"{prefix}samples must be 0 (all) or at least 2 (was {Samples}).");
        if (ReferenceSamples is not (0 or >= 2))
            yield return FormattableString.Invariant($"{prefix}referenceSamples must be 0 (all) or at least 2 (was {ReferenceSamples}).");
    }
}

/// <summary>What an evaluation is doing.</summary>
/// <param name="Stage">A phrase, e.g. "Features of dataset:mnist/train".</param>
/// <param name="Done">Units done.</param>
/// <param name="Total">Of how many; 0 when not known.</param>
public readonly record struct EvaluationProgress(string Stage, long Done, long Total);
