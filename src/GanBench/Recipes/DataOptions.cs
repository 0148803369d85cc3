using GanBench.Configuration;

namespace GanBench.Recipes;

/// <summary>The order in which training images are read.</summary>
public sealed record DataOptions
{
    /// <summary>How a batch is drawn.</summary>
    public DataOrder Order { get; init; } = DataOrder.Shuffle;

    /// <summary>Size of the buffer of 'buffer'.</summary>
    [RangeRule(1)]
    public int BufferSize { get; init; } = 60_000;

    /// <summary>Whether an epoch's last, smaller batch is left out.</summary>
    public bool DropLast { get; init; } = true;

    /// <summary>Whether images are mirrored with probability one half.</summary>
    public bool Flip { get; init; }
}

/// <summary>How batches are drawn.</summary>
public enum DataOrder
{
    /// <summary>A new permutation each epoch.</summary>
    Shuffle,

    /// <summary>Indices drawn independently, with replacement (Keras-GAN).</summary>
    Replacement,

    /// <summary>tf.data's bounded shuffle buffer.</summary>
    Buffer,
}
