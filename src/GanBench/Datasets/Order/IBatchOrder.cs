namespace GanBench.Datasets.Order;

/// <summary>
/// Which samples make up each batch: a pure function of (seed, batch number), so a resumed run needs no state and two runs with one
/// seed read the same images.
/// </summary>
public interface IBatchOrder
{
    /// <summary>Batches in one pass over the data; for sampling with replacement, in as many samples as there are.</summary>
    public long BatchesPerEpoch { get; }

    /// <summary>The sample numbers of a batch.</summary>
    /// <param name="index">0 for the first batch of the run, counted on through all epochs.</param>
    public int[] Batch(long index);
}
