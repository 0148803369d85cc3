using System.Collections.ObjectModel;
using GanBench.Imaging;
using static TorchSharp.torch;

namespace GanBench.Metrics.Samples;

/// <summary>
/// Images of a generator, made batch by batch and rounded to bytes as a PNG file would hold them. They are kept (as bytes), so that
/// several metrics measure the same samples and the generator runs once.
/// </summary>
public sealed class GeneratorSamples : ISampleSource
{
    private readonly Func<long, int, Tensor> _sample;
    private readonly int _batch;
    private readonly List<byte[]> _batches = [];

    /// <summary>Wraps a generator.</summary>
    /// <param name="name">What it is, e.g. <c>run:ab12cd@10000</c>.</param>
    /// <param name="contentHash">Hash of the checkpoint and of what decides the latent vectors, or null.</param>
    /// <param name="shape">Size of one image.</param>
    /// <param name="sample">
    /// From the index of the first sample and their count to images in [-1, 1], float32, count×C×H×W, on any device; always asked for whole
    /// batches.
    /// </param>
    /// <param name="batch">Samples per call; part of what decides the last bits.</param>
    public GeneratorSamples(
        string name, string? contentHash, SampleShape shape, Func<long, int, Tensor> sample, int batch = EvaluationOptions.DefaultBatch)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batch);
        (Name, ContentHash, Shape, _sample, _batch) = (name, contentHash, shape, sample, batch);
    }

    /// <summary>Disposed with the samples, if not null.</summary>
    public IDisposable? Owned { get; init; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Protocol { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string? ContentHash { get; }

    /// <summary>Size of one image.</summary>
    public SampleShape Shape { get; }

    /// <inheritdoc/>
    SampleShape? ISampleSource.Shape => Shape;

    /// <inheritdoc/>
    public int? Count => null;

    /// <inheritdoc/>
    /// <exception cref="RunFailedException">The generator gives NaN or infinity.</exception>
    public Tensor Read(int first, int count)
    {
        var bytes = new byte[(long)count * Shape.Length];
        for (var i = 0; i < count; i++)
        {
            var (batch, place) = int.DivRem(first + i, _batch);
            while (_batches.Count <= batch)
                _batches.Add(Make(_batches.Count));
            _batches[batch].AsSpan(place * Shape.Length, Shape.Length).CopyTo(bytes.AsSpan(i * Shape.Length));
        }
        return tensor(bytes, [count, Shape.Channels, Shape.Height, Shape.Width], dtype: uint8);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _batches.Clear();
        Owned?.Dispose();
    }

    private byte[] Make(int batch)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var images = _sample((long)batch * _batch, _batch);
        if (!images.isfinite().all().item<bool>())
            throw new RunFailedException($"{Name} generates NaN or infinity, so its images cannot be measured.");
        return Quantization.ToBytes(images).cpu().contiguous().data<byte>().ToArray();
    }
}
