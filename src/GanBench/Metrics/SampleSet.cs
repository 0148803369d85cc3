using System.Collections.ObjectModel;
using GanBench.Metrics.Fid;
using static TorchSharp.torch;

namespace GanBench.Metrics;

/// <summary>One side of an evaluation: images, or features or statistics that were computed elsewhere.</summary>
public abstract class SampleSet : IDisposable
{
    /// <summary>What it is, as a protocol prints it.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// What it has of <see cref="MetricNeeds.Images"/>, <see cref="MetricNeeds.Features"/>, <see cref="MetricNeeds.Logits"/>,
    /// <see cref="MetricNeeds.Statistics"/> and <see cref="MetricNeeds.Numbers"/>.
    /// </summary>
    public abstract MetricNeeds Offers { get; }

    /// <summary>Samples behind <see cref="Statistics"/>; 0 when not known.</summary>
    public abstract int StatisticsCount { get; }

    /// <summary>Samples behind everything else.</summary>
    public abstract int Count { get; }

    /// <summary>Samples that there are, of which some may not be measured; null when it is not known or there is no end.</summary>
    public virtual int? Found => null;

    /// <summary>How its samples were read, as a protocol states it; empty where there is nothing to say.</summary>
    public virtual IReadOnlyDictionary<string, string> SourceProtocol => ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Sizes and channels of its images, for messages; null when it has none.</summary>
    public virtual string? ImageShapes => null;

    /// <summary>How its features were made: extractor, checksum, resize. Empty when a file does not say.</summary>
    public abstract IReadOnlyDictionary<string, string> FeatureProtocol { get; }

    /// <summary>Statistics of the features.</summary>
    public abstract FeatureStatistics Statistics { get; }

    /// <summary>Features: float32 on the CPU, N×d. Owned by this set.</summary>
    public virtual Tensor Features => throw Lacks("features");

    /// <summary>Class logits: float32 on the CPU, N×classes. Owned by this set.</summary>
    public virtual Tensor Logits => throw Lacks("class logits");

    /// <summary>Classes of the images, those of <see cref="Features"/> first; null where they are not known.</summary>
    public virtual ClassLabels? Classes => null;

    /// <summary>The first images.</summary>
    /// <param name="count">How many, at most <see cref="Count"/>.</param>
    /// <returns>uint8 on the CPU, N×C×H×W. Owned by this set.</returns>
    public virtual Tensor Images(int count) => throw Lacks("images");

    /// <summary>How many images there are in all, of which <see cref="Count"/> are measured.</summary>
    public virtual int ImageCount => Count;

    /// <summary>Consecutive images of all that there are, for a search that keeps none of them.</summary>
    /// <param name="first">Index of the first.</param>
    /// <param name="count">How many; first + count is at most <see cref="ImageCount"/>.</param>
    /// <returns>uint8 on the CPU, count×C×H×W; the caller disposes it.</returns>
    public virtual Tensor ReadImages(int first, int count) => throw Lacks("images");

    /// <summary>The first one-dimensional samples.</summary>
    /// <param name="count">How many; a dataset has no more than it has.</param>
    public virtual IReadOnlyList<float> Numbers(int count) => throw Lacks("numbers");

    /// <summary>
    /// Takes no more samples than the options ask for, drawn by their seed, where the set is a file's; images are limited as they are read.
    /// </summary>
    /// <param name="options">How many of each side.</param>
    /// <param name="isReference">Which side this is.</param>
    /// <exception cref="UsageException">Fewer are asked for than the set is of, and no part of it can be taken.</exception>
    internal virtual void Limit(EvaluationOptions options, bool isReference)
    {
    }

    /// <inheritdoc/>
    public abstract void Dispose();

    private protected UsageException Lacks(string what) => new($"{Name} has no {what}.");
}
