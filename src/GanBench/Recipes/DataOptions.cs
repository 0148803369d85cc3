using GanBench.Configuration;

namespace GanBench.Recipes;

/// <summary>Which images are trained on, and the order in which they are read.</summary>
public sealed record DataOptions
{
    /// <summary>The split that is trained on where nothing is said.</summary>
    public const string Train = "train";

    private readonly string? _split;
    private readonly SquareFit? _fit;

    /// <summary>
    /// The split that is trained on: train, test, all (every image of the release), or another that the dataset has. Left out, train.
    /// </summary>
    [WrittenWhenSet]
    public string? Split
    {
        get => _split;
        init => _split = value == Train ? null : value;
    }

    /// <summary>
    /// How pictures that are no squares become squares: crop (the central square), stretch (all of it, squeezed) or pad (all of it, on
    /// black). Left out, crop.
    /// </summary>
    [WrittenWhenSet]
    public SquareFit? Fit
    {
        get => _fit;
        init => _fit = value == SquareFit.Crop ? null : value;
    }

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

/// <summary>How a picture becomes a square of the side that is asked for.</summary>
public enum SquareFit
{
    /// <summary>Its central square is resized.</summary>
    Crop,

    /// <summary>All of it is resized, width and height each by its own factor.</summary>
    Stretch,

    /// <summary>All of it is laid in the middle of a black square, which is resized.</summary>
    Pad,
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
