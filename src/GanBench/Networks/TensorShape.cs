using GanBench.Imaging;

namespace GanBench.Networks;

/// <summary>Shape of one sample between two layers: a vector, or an image of channels, height and width.</summary>
/// <param name="Channels">Channels, or the length of a vector.</param>
/// <param name="Height">Height in pixels; 1 for a vector.</param>
/// <param name="Width">Width in pixels; 1 for a vector.</param>
/// <param name="IsVector">Whether it is a vector: a tensor N×C and not N×C×H×W.</param>
public readonly record struct TensorShape(int Channels, int Height, int Width, bool IsVector)
{
    /// <summary>A vector.</summary>
    /// <param name="length">Its length.</param>
    public static TensorShape Vector(int length) => new(length, 1, 1, true);

    /// <summary>An image.</summary>
    /// <param name="channels">Channels.</param>
    /// <param name="height">Height in pixels.</param>
    /// <param name="width">Width in pixels.</param>
    public static TensorShape Image(int channels, int height, int width) => new(channels, height, width, false);

    /// <summary>The shape of a dataset's samples.</summary>
    /// <param name="shape">Channels, height, width.</param>
    public static TensorShape Of(SampleShape shape) => Image(shape.Channels, shape.Height, shape.Width);

    /// <summary>Numbers per sample.</summary>
    public int Length => Channels * Height * Width;

    /// <summary>"100" or "3×64×64".</summary>
    public override string ToString() =>
        IsVector ? FormattableString.Invariant($"{Channels}") : FormattableString.Invariant($"{Channels}×{Height}×{Width}");
}
