using GanBench.Datasets;
using GanBench.Imaging;
using GanBench.Random;
using static TorchSharp.torch;

namespace GanBench.Metrics.Samples;

/// <summary>The images of a dataset's split in a random order.</summary>
public sealed class DatasetSamples : ISampleSource
{
    private readonly Dataset _dataset;
    private readonly int[] _order;
    private readonly bool _owns;

    /// <summary>Wraps a dataset.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="seed">Decides the order.</param>
    /// <param name="owns">Whether the dataset is disposed with this.</param>
    /// <exception cref="UsageException">The dataset has no images.</exception>
    public DatasetSamples(Dataset dataset, ulong seed, bool owns = false)
    {
        if (dataset.Kind != SampleKind.Image)
            throw new UsageException($"{dataset.Info.Name} has real numbers, no images; metrics on images cannot be computed for it.");
        (_dataset, _owns) = (dataset, owns);
        _order = new RandomStream(seed, Streams.EvaluationOrder).Permutation(dataset.Count);
        Name = $"dataset:{dataset.Info.Name}/{dataset.Split}";
        ContentHash = FormattableString.Invariant($"{dataset.ContentHash}/{seed}");
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string? ContentHash { get; }

    /// <summary>Size of one image.</summary>
    public SampleShape Shape => _dataset.Shape;

    /// <inheritdoc/>
    SampleShape? ISampleSource.Shape => Shape;

    /// <inheritdoc/>
    public string? Note => _dataset.Note;

    /// <inheritdoc/>
    public int? Count => _dataset.Count;

    /// <inheritdoc/>
    public Tensor Read(int first, int count)
    {
        var bytes = new byte[count * Shape.Length];
        for (var i = 0; i < count; i++)
            _dataset.GetImage(_order[first + i]).CopyTo(bytes.AsSpan(i * Shape.Length));
        return tensor(bytes, [count, Shape.Channels, Shape.Height, Shape.Width], dtype: uint8);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_owns)
            _dataset.Dispose();
    }
}
