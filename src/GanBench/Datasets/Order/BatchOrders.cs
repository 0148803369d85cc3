using GanBench.Recipes;

namespace GanBench.Datasets.Order;

/// <summary>Makes the order that a recipe asks for, and holds what all orders share.</summary>
public static class BatchOrders
{
    /// <summary>Makes the order that a recipe asks for.</summary>
    /// <param name="options">The recipe's part on data.</param>
    /// <param name="count">Samples.</param>
    /// <param name="batchSize">Samples per batch.</param>
    /// <param name="seed">The run's seed.</param>
    /// <exception cref="UsageException">A batch would be empty or larger than the data.</exception>
    public static IBatchOrder Create(DataOptions options, int count, int batchSize, ulong seed) => options.Order switch
    {
        DataOrder.Replacement => new WithReplacement(count, batchSize, seed),
        DataOrder.Buffer => new ShuffleBuffer(count, batchSize, seed, options.BufferSize, options.DropLast),
        _ => new EpochShuffle(count, batchSize, seed, options.DropLast),
    };

    /// <summary>Checks count and batch size.</summary>
    /// <param name="count">Samples.</param>
    /// <param name="batchSize">Samples per batch.</param>
    /// <exception cref="UsageException">A batch would be empty or larger than the data.</exception>
    internal static void Check(int count, int batchSize)
    {
        if (batchSize < 1)
            throw new UsageException($"Batch size must be at least 1 (was {batchSize}).");
        if (batchSize > count)
            throw new UsageException($"Batch size {batchSize} is larger than the data, which has {count} samples.");
    }

    /// <summary>Batches per epoch.</summary>
    internal static long PerEpoch(int count, int batchSize, bool dropLast) =>
        dropLast ? count / batchSize : ((long)count + batchSize - 1) / batchSize;
}

/// <summary>Keeps the order of the epoch in use, since all its batches are cut from it.</summary>
/// <param name="make">Makes the order of an epoch.</param>
internal sealed class EpochOrders(Func<long, int[]> make)
{
    private Tuple<long, int[]>? _current;

    /// <summary>Batch <paramref name="index"/> of the run.</summary>
    /// <param name="index">Number of the batch, not negative.</param>
    /// <param name="batchSize">Samples per batch.</param>
    /// <param name="batchesPerEpoch">Batches per epoch.</param>
    public int[] Cut(long index, int batchSize, long batchesPerEpoch)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        var epoch = index / batchesPerEpoch;
        // Read once and replaced as a whole, so that several threads may ask.
        var current = _current;
        if (current is null || current.Item1 != epoch)
            _current = current = Tuple.Create(epoch, make(epoch));
        var order = current.Item2;
        var start = (int)(index % batchesPerEpoch) * batchSize;
        return order[start..Math.Min(start + batchSize, order.Length)];
    }
}
