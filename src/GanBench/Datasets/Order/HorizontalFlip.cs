using GanBench.Random;

namespace GanBench.Datasets.Order;

/// <summary>Which images of a batch are mirrored, each with probability one half: a function of (seed, batch).</summary>
public static class HorizontalFlip
{
    /// <summary>Decides for one batch.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="batchIndex">Number of the batch.</param>
    /// <param name="count">Images in it.</param>
    public static bool[] Decide(ulong seed, long batchIndex, int count)
    {
        var random = new RandomStream(seed, Streams.HorizontalFlip, batchIndex);
        var flips = new bool[count];
        for (var i = 0; i < count; i++)
            flips[i] = random.NextInt32(2) == 1;
        return flips;
    }
}
