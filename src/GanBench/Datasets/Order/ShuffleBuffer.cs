using GanBench.Random;

namespace GanBench.Datasets.Order;

/// <summary>
/// tf.data's <c>shuffle(buffer).batch(size)</c>: a window of the first samples in file order, from which each next sample is drawn
/// at random and replaced by the next of the file; every epoch anew, a function of (seed, epoch). A buffer of 1 keeps the file's
/// order, one as large as the data is a full shuffle.
/// </summary>
public sealed class ShuffleBuffer : IBatchOrder
{
    private readonly EpochOrders _orders;
    private readonly int _batchSize;

    /// <summary>Makes the order.</summary>
    /// <param name="count">Samples.</param>
    /// <param name="batchSize">Samples per batch, at most <paramref name="count"/>.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="bufferSize">Samples in the window; may exceed <paramref name="count"/>.</param>
    /// <param name="dropLast">Whether a last, smaller batch of an epoch is left out.</param>
    /// <exception cref="UsageException">A batch would be empty or larger than the data, or the buffer is empty.</exception>
    public ShuffleBuffer(int count, int batchSize, ulong seed, int bufferSize, bool dropLast = false)
    {
        BatchOrders.Check(count, batchSize);
        if (bufferSize < 1)
            throw new UsageException($"Shuffle buffer size must be at least 1 (was {bufferSize}).");
        _batchSize = batchSize;
        BatchesPerEpoch = BatchOrders.PerEpoch(count, batchSize, dropLast);
        _orders = new EpochOrders(epoch => Draw(new RandomStream(seed, Streams.DataOrder, epoch), count, Math.Min(bufferSize, count)));
    }

    /// <inheritdoc/>
    public long BatchesPerEpoch { get; }

    /// <inheritdoc/>
    public int[] Batch(long index) => _orders.Cut(index, _batchSize, BatchesPerEpoch);

    private static int[] Draw(RandomStream random, int count, int bufferSize)
    {
        var order = new int[count];
        var buffer = new int[bufferSize];
        for (var i = 0; i < bufferSize; i++)
            buffer[i] = i;
        var (filled, next) = (bufferSize, bufferSize);
        for (var i = 0; i < count; i++)
        {
            var drawn = random.NextInt32(filled);
            order[i] = buffer[drawn];
            // When the file is used up, the window shrinks.
            buffer[drawn] = next < count ? next++ : buffer[--filled];
        }
        return order;
    }
}
