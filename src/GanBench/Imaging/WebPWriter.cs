using SkiaSharp;

namespace GanBench.Imaging;

/// <summary>Writes lossless WebP through Skia.</summary>
internal static class WebPWriter
{
    // Of lossless files the number is the effort and costs no quality.
    private const float Effort = 75;

    /// <summary>The bytes of a WebP file.</summary>
    /// <param name="image">The picture.</param>
    /// <exception cref="EnvironmentException">Skia's library cannot be loaded.</exception>
    public static byte[] Encode(RasterImage image) => SkiaEncoder.Encode(
        // WebP knows no grey.
        image.Channels < 3 ? image.WithChannels(3) : image,
        pixmap => pixmap.Encode(new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossless, Effort)));
}
