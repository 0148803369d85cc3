namespace GanBench.Imaging;

/// <summary>Size of one sample, planes in order (C, H, W). A scalar is 1×1×1.</summary>
/// <param name="Channels">1 grey, 3 RGB.</param>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
public readonly record struct SampleShape(int Channels, int Height, int Width)
{
    /// <summary>Values in one sample.</summary>
    public int Length => Channels * Height * Width;

    /// <inheritdoc/>
    public override string ToString() => $"{Channels}×{Height}×{Width}";
}

/// <summary>What a sample's values are.</summary>
public enum SampleKind
{
    /// <summary>A picture of unsigned bytes; training sees (b − 127.5) / 127.5.</summary>
    Image,

    /// <summary>Real numbers (float32), used as they are.</summary>
    Real,
}
