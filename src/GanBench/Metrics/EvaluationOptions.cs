using GanBench.Configuration;
using GanBench.Metrics.Extractors;
using GanBench.Metrics.Samples;

namespace GanBench.Metrics;

/// <summary>What is measured and how. Everything here that decides a value is written into the value's protocol.</summary>
public sealed record EvaluationOptions : IOptionRules
{
    /// <summary>Images per batch of the extractor: fixed, because convolutions give other last bits with another batch size.</summary>
    public const int DefaultBatch = 100;

    /// <summary>Generated images of a quick evaluation.</summary>
    public const int DefaultSamples = 5000;

    /// <summary>Names from <see cref="MetricRegistry"/>.</summary>
    public IReadOnlyList<string> Metrics { get; init; } = ["fid"];

    /// <summary>Generated images to measure; a smaller folder or dataset is used whole.</summary>
    [RangeRule(2)]
    public int Samples { get; init; } = DefaultSamples;

    /// <summary>
    /// Reference images for statistics (FID, class histogram); 0 takes all. Metrics on pairs use at most <see cref="Samples"/>.
    /// </summary>
    public int ReferenceSamples { get; init; }

    /// <summary>Name from <see cref="ExtractorRegistry"/>.</summary>
    public string Extractor { get; init; } = ClassifierExtractor.ExtractorName;

    /// <summary>Labelled dataset whose classifier is used; null takes the reference.</summary>
    public string? ClassifierDataset { get; init; }

    /// <summary>How Inception's input is brought to 299×299.</summary>
    public ResizeMode Resize { get; init; } = ResizeMode.PyTorch;

    /// <summary>Length of Inception's features: 64, 192, 768 or 2048.</summary>
    public int InceptionLayer { get; init; } = InceptionExtractor.DefaultLayer;

    /// <summary>Images per batch.</summary>
    [RangeRule(1)]
    public int Batch { get; init; } = DefaultBatch;

    /// <summary>Decides which reference images are taken and all subsets.</summary>
    public ulong Seed { get; init; }

    /// <summary>What is set of the metrics' own options (<see cref="GanBench.Metrics.MetricOptions"/>): kid.subsets.</summary>
    public OwnOptions MetricOptions { get; init; } = OwnOptions.None;

    /// <summary>Which pictures of a folder or archive are compared, and how they are read.</summary>
    public PictureOptions Pictures { get; init; } = new();

    /// <summary>The original files of datasets; null takes the machine's.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>Trained classifiers, features and statistics; null takes the machine's cache.</summary>
    public string? CacheDirectory { get; init; }

    /// <summary>Whether nothing may be fetched.</summary>
    public bool Offline { get; init; }

    /// <inheritdoc/>
    public IEnumerable<string> Problems(string prefix)
    {
        if (Metrics.Count == 0)
            yield return $"{prefix}metrics must name at least one metric.";
        if (ReferenceSamples is not (0 or >= 2))
            yield return FormattableString.Invariant($"{prefix}referenceSamples must be 0 (all) or at least 2 (was {ReferenceSamples}).");
    }
}

/// <summary>What an evaluation is doing.</summary>
/// <param name="Stage">A phrase, e.g. "Features of dataset:mnist/train".</param>
/// <param name="Done">Units done.</param>
/// <param name="Total">Of how many; 0 when not known.</param>
public readonly record struct EvaluationProgress(string Stage, long Done, long Total);
