using GanBench.Random;

namespace GanBench.Datasets.Order;

/// <summary>
/// With replacement: every batch is drawn uniformly from all samples, as Keras-GAN does with
/// <c>np.random.randint(0, n, batch_size)</c>; a function of (seed, batch).
/// </summary>
public sealed class WithReplacement : IBatchOrder
{
    private readonly int _count, _batchSize;
    private readonly ulong _seed;

    /// <summary>Makes the order.</summary>
    /// <param name="count">Samples.</param>
    /// <param name="batchSize">Samples per batch, at most <paramref name="count"/>.</param>
    /// <param name="seed">The run's seed.</param>
    /// <exception cref="UsageException">A batch would be empty or larger than the data.</exception>
    public WithReplacement(int count, int batchSize, ulong seed)
    {
        BatchOrders.Check(count, batchSize);
        (_count, _batchSize, _seed) = (count, batchSize, seed);
        BatchesPerEpoch = BatchOrders.PerEpoch(count, batchSize, dropLast: false);
    }

    /// <inheritdoc/>
    public long BatchesPerEpoch { get; }

    /// <inheritdoc/>
    public int[] Batch(long index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        var random = new RandomStream(_seed, Streams.DataOrder, index);
        var batch = new int[_batchSize];
        for (var i = 0; i < batch.Length; i++)
            batch[i] = random.NextInt32(_count);
        return batch;
    }
}
