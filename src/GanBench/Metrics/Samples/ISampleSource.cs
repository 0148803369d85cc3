using GanBench.Imaging;
using static TorchSharp.torch;

namespace GanBench.Metrics.Samples;

/// <summary>
/// A sequence of images to be measured: a generator's, a dataset's or a folder's. Its order is fixed and, for finite sets, random by a
/// seed, so that the first n samples are a fair draw.
/// </summary>
public interface ISampleSource : IDisposable
{
    /// <summary>What the samples are, as a protocol prints it, e.g. <c>dataset:mnist/train</c>.</summary>
    public string Name { get; }

    /// <summary>Hash of everything that decides the samples and their order, for caches; null when it is not known.</summary>
    public string? ContentHash { get; }

    /// <summary>Size of one image.</summary>
    public SampleShape Shape { get; }

    /// <summary>How many there are; null when there is no end.</summary>
    public int? Count { get; }

    /// <summary>Names of the classes that <see cref="Labels"/> index; null where samples have none.</summary>
    public IReadOnlyList<string>? ClassNames => null;

    /// <summary>The class of every sample in this order, an index into <see cref="ClassNames"/>; null where they are not known.</summary>
    public IReadOnlyList<int>? Labels => null;

    /// <summary>Reads consecutive samples.</summary>
    /// <param name="first">Index of the first.</param>
    /// <param name="count">How many; first + count is at most <see cref="Count"/>.</param>
    /// <returns>uint8 on the CPU, count×C×H×W; the caller disposes it.</returns>
    public Tensor Read(int first, int count);
}
