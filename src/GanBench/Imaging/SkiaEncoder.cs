using SkiaSharp;

namespace GanBench.Imaging;

/// <summary>Hands pictures to Skia's encoders.</summary>
internal static unsafe class SkiaEncoder
{
    /// <summary>
    /// Encodes a picture of 1, 3 or 4 channels as it is; grey and alpha, which Skia lacks, as RGB and alpha. Safe to call from several
    /// threads.
    /// </summary>
    /// <param name="image">The picture.</param>
    /// <param name="encode">Skia's encoder.</param>
    /// <exception cref="EnvironmentException">Skia's library cannot be loaded.</exception>
    public static byte[] Encode(RasterImage image, Func<SKPixmap, SKData?> encode)
    {
        SkiaLibrary.Require();
        var (type, alpha) = image.Channels switch
        {
            1 => (SKColorType.Gray8, SKAlphaType.Opaque),
            3 => (SKColorType.Rgb888x, SKAlphaType.Opaque),
            _ => (SKColorType.Rgba8888, SKAlphaType.Unpremul),
        };
        var info = new SKImageInfo(image.Width, image.Height, type, alpha);
        var pixels = image.Channels is 2 or 3 ? InFourBytes(image) : image.Pixels;
        fixed (byte* first = pixels)
        {
            using var pixmap = new SKPixmap(info, (nint)first);
            using var file = encode(pixmap)
                ?? throw new InvalidOperationException($"Skia did not encode {image.Width}×{image.Height}×{image.Channels}.");
            return file.ToArray();
        }
    }

    private static byte[] InFourBytes(RasterImage image)
    {
        var channels = image.Channels;
        var source = image.Pixels;
        var pixels = new byte[checked(image.Width * image.Height * 4)];
        for (int s = 0, d = 0; d < pixels.Length; s += channels, d += 4)
        {
            var (second, third) = channels == 3 ? (1, 2) : (0, 0);
            pixels[d] = source[s];
            pixels[d + 1] = source[s + second];
            pixels[d + 2] = source[s + third];
            // Of RGB the last byte is not used.
            pixels[d + 3] = source[s + channels - 1];
        }
        return pixels;
    }
}
