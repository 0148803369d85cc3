using SkiaSharp;

namespace GanBench.Imaging;

/// <summary>A picture as a file stores it.</summary>
/// <param name="Image">1 to 4 channels; the colours are not multiplied with alpha.</param>
/// <param name="Origin">The edges at which its first row and first column are to be seen.</param>
internal readonly record struct StoredPicture(RasterImage Image, SKEncodedOrigin Origin = SKEncodedOrigin.TopLeft)
{
    /// <summary>The picture as it is meant to be seen.</summary>
    public RasterImage Upright() => Orientation.Upright(Image, Origin);
}

/// <summary>What a file says of its picture before the pixels are decoded.</summary>
/// <param name="Width">Pixels per row, as stored.</param>
/// <param name="Height">Rows, as stored.</param>
/// <param name="Channels">1 grey, 2 grey and alpha, 3 RGB, 4 RGB and alpha.</param>
/// <param name="Origin">The edges at which its first row and first column are to be seen.</param>
internal readonly record struct PictureInfo(int Width, int Height, int Channels, SKEncodedOrigin Origin = SKEncodedOrigin.TopLeft)
{
    /// <summary>Whether there is alpha, which may be opaque everywhere.</summary>
    public bool HasAlpha => Channels is 2 or 4;

    /// <summary>Whether the picture is to be turned or mirrored.</summary>
    public bool IsTurned => Origin is > SKEncodedOrigin.TopLeft and <= SKEncodedOrigin.LeftBottom;

    /// <summary>The size of the picture that <see cref="ImageFile.Decode(ReadOnlyMemory{byte}, string, PictureRules)"/> gives.</summary>
    /// <param name="rules">How it is decoded.</param>
    public SampleShape ShapeBy(PictureRules rules)
    {
        var channels = Channels < 3 ? 1 : 3;
        return rules.ApplyOrientation && IsTurned && Origin >= SKEncodedOrigin.LeftTop
            ? new SampleShape(channels, Width, Height)
            : new SampleShape(channels, Height, Width);
    }
}
