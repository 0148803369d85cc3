using System.Collections.ObjectModel;
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

    /// <summary>Size and channels of every image; null where they differ, and the images are read in groups.</summary>
    public SampleShape? Shape { get; }

    /// <summary>How many there are; null when there is no end.</summary>
    public int? Count { get; }

    /// <summary>The shape, or for images that differ the shapes in words, for messages.</summary>
    public string ShapeText => Shape?.ToString() ?? "several sizes";

    /// <summary>
    /// What a reader must know of the samples, e.g. "3 files that are no pictures left out (a.txt, …)"; null when nothing.
    /// </summary>
    public string? Note => null;

    /// <summary>How the samples were read, as a protocol states it, by key; empty where there is nothing to choose.</summary>
    public IReadOnlyDictionary<string, string> Protocol => ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Names of the classes that <see cref="Labels"/> index; null where samples have none.</summary>
    public IReadOnlyList<string>? ClassNames => null;

    /// <summary>The class of every sample in this order, an index into <see cref="ClassNames"/>; null where they are not known.</summary>
    public IReadOnlyList<int>? Labels => null;

    /// <summary>Reads consecutive samples of a source whose images have one <see cref="Shape"/>.</summary>
    /// <param name="first">Index of the first.</param>
    /// <param name="count">How many; first + count is at most <see cref="Count"/>.</param>
    /// <returns>uint8 on the CPU, count×C×H×W; the caller disposes it.</returns>
    public Tensor Read(int first, int count);

    /// <summary>Reads consecutive samples of any shapes; neighbours of one shape share a tensor.</summary>
    /// <param name="first">Index of the first.</param>
    /// <param name="count">How many; first + count is at most <see cref="Count"/>.</param>
    /// <returns>uint8 on the CPU, n×C×H×W each, in order and count images in all; the caller disposes them.</returns>
    public IReadOnlyList<Tensor> ReadGroups(int first, int count) => [Read(first, count)];
}
