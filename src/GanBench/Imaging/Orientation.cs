using SkiaSharp;

namespace GanBench.Imaging;

/// <summary>Turns and mirrors pictures as their EXIF data asks (EXIF 2.32, tag 274).</summary>
internal static class Orientation
{
    /// <summary>The picture as it is meant to be seen.</summary>
    /// <param name="image">The picture as it is stored; returned itself when it is upright.</param>
    /// <param name="origin">The edges at which its first row and first column are to be seen.</param>
    public static RasterImage Upright(RasterImage image, SKEncodedOrigin origin)
    {
        int width = image.Width, height = image.Height;
        int topRight = width - 1, bottomLeft = (height - 1) * width, bottomRight = (height * width) - 1;
        // Where reading begins in the stored picture, and how far apart there are neighbours in a row and in a column of the upright one.
        (int Start, int Right, int Down)? order = origin switch
        {
            SKEncodedOrigin.TopRight => (topRight, -1, width),
            SKEncodedOrigin.BottomRight => (bottomRight, -1, -width),
            SKEncodedOrigin.BottomLeft => (bottomLeft, 1, -width),
            SKEncodedOrigin.LeftTop => (0, width, 1),
            SKEncodedOrigin.RightTop => (bottomLeft, -width, 1),
            SKEncodedOrigin.RightBottom => (bottomRight, -width, -1),
            SKEncodedOrigin.LeftBottom => (topRight, width, -1),
            _ => null,
        };
        if (order is not { } steps)
            return image;
        if (origin >= SKEncodedOrigin.LeftTop)
            (width, height) = (height, width);
        var upright = new RasterImage(width, height, image.Channels);
        for (int y = 0, d = 0; y < height; y++)
        {
            var source = steps.Start + (y * steps.Down);
            for (var x = 0; x < width; x++, source += steps.Right, d += image.Channels)
                image.Pixels.AsSpan(source * image.Channels, image.Channels).CopyTo(upright.Pixels.AsSpan(d));
        }
        return upright;
    }
}
