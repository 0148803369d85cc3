using GanBench.Datasets;
using GanBench.Datasets.Order;
using GanBench.Engine;
using GanBench.Imaging;
using GanBench.Recipes;
using TorchSharp;
using static TorchSharp.torch;

namespace GanBench.Training;

/// <summary>The real batches of a run: batch i is a function of (seed, i), so a resumed run reads on where it stopped.</summary>
/// <param name="data">The training data.</param>
/// <param name="options">How batches are drawn.</param>
/// <param name="batchSize">Samples per batch, at most the data's count.</param>
/// <param name="seed">The run's seed.</param>
/// <param name="device">Where the batches are needed.</param>
/// <param name="prefetch">
/// Whether a thread makes the next batches ahead; null: where the device is a GPU, which would wait for the copy. On a CPU the thread
/// would only take time from the networks.
/// </param>
public sealed class BatchSource(Dataset data, DataOptions options, int batchSize, ulong seed, Device device, bool? prefetch = null)
    : IDisposable
{
    private readonly IBatchOrder _order = BatchOrders.Create(options, data.Count, batchSize, seed);
    private readonly bool _ahead = prefetch ?? device.type == DeviceType.CUDA;
    private Prefetcher<Tensor>? _prefetcher;
    private long _next;

    /// <summary>Copies batches to their device; null where they are made on it. A test takes the part of a GPU here.</summary>
    internal Func<Tensor, Device, Tensor>? Send { get; init; } = device.type == DeviceType.CPU ? null : DeviceCopy.Send;

    /// <summary>A batch.</summary>
    /// <param name="index">Its number, from 0.</param>
    /// <returns>float32 N×C×H×W, in [-1, 1] for images.</returns>
    public Tensor Read(long index)
    {
        if (!_ahead)
            return Make(index);
        if (_prefetcher is null || index != _next)
        {
            _prefetcher?.Dispose();
            _prefetcher = new Prefetcher<Tensor>(Make, index, long.MaxValue);
        }
        _next = index + 1;
        // The alias belongs to the caller's dispose scope, where the thread's own tensor does not.
        using var batch = _prefetcher.Next();
        return batch.alias();
    }

    /// <summary>Stops reading ahead.</summary>
    public void Dispose() => _prefetcher?.Dispose();

    private Tensor Make(long index)
    {
        var indices = _order.Batch(index);
        var flips = options.Flip && data.Kind == SampleKind.Image ? HorizontalFlip.Decide(seed, index, indices.Length) : [];
        return data.Gather(indices, Send, device, flips);
    }

    /// <summary>Real samples read by the first so many batches.</summary>
    /// <param name="batches">Number of batches.</param>
    public long SamplesIn(long batches)
    {
        // Only an epoch that keeps its last batch has one that is smaller.
        if (options.DropLast || options.Order == DataOrder.Replacement)
            return batches * batchSize;
        var (epochs, rest) = Math.DivRem(batches, _order.BatchesPerEpoch);
        return (epochs * data.Count) + (rest * batchSize);
    }
}
