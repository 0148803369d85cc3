using GanBench.Datasets;
using GanBench.Datasets.Order;
using GanBench.Recipes;
using static TorchSharp.torch;

namespace GanBench.Training;

/// <summary>The real batches of a run: batch i is a function of (seed, i), so a resumed run reads on where it stopped.</summary>
/// <param name="data">The training data.</param>
/// <param name="options">How batches are drawn.</param>
/// <param name="batchSize">Samples per batch, at most the data's count.</param>
/// <param name="seed">The run's seed.</param>
/// <param name="device">Where the batches are needed.</param>
public sealed class BatchSource(Dataset data, DataOptions options, int batchSize, ulong seed, Device device)
{
    private readonly IBatchOrder _order = BatchOrders.Create(options, data.Count, batchSize, seed);

    /// <summary>A batch.</summary>
    /// <param name="index">Its number, from 0.</param>
    /// <returns>float32 N×C×H×W, in [-1, 1] for images.</returns>
    public Tensor Read(long index)
    {
        var indices = _order.Batch(index);
        var flips = options.Flip && data.Kind == SampleKind.Image ? HorizontalFlip.Decide(seed, index, indices.Length) : [];
        return data.Gather(indices, device, flips);
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
