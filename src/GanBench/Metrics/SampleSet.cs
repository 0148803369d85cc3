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

    /// <inheritdoc/>
    public abstract void Dispose();

    private protected UsageException Lacks(string what) => new($"{Name} has no {what}.");
}
