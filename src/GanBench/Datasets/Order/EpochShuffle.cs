using GanBench.Random;

namespace GanBench.Datasets.Order;

/// <summary>Without replacement: every epoch is a permutation of its own, a function of (seed, epoch). PyTorch's usual order.</summary>
public sealed class EpochShuffle : IBatchOrder
{
    private readonly EpochOrders _orders;
    private readonly int _batchSize;

    /// <summary>Makes the order.</summary>
    /// <param name="count">Samples.</param>
    /// <param name="batchSize">Samples per batch, at most <paramref name="count"/>.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="dropLast">Whether a last, smaller batch of an epoch is left out.</param>
    /// <exception cref="UsageException">A batch would be empty or larger than the data.</exception>
    public EpochShuffle(int count, int batchSize, ulong seed, bool dropLast = true)
    {
        BatchOrders.Check(count, batchSize);
        _batchSize = batchSize;
        BatchesPerEpoch = BatchOrders.PerEpoch(count, batchSize, dropLast);
        _orders = new EpochOrders(epoch => new RandomStream(seed, Streams.DataOrder, epoch).Permutation(count));
    }

    /// <inheritdoc/>
    public long BatchesPerEpoch { get; }

    /// <inheritdoc/>
    public int[] Batch(long index) => _orders.Cut(index, _batchSize, BatchesPerEpoch);
}
