using GanBench.Storage;
using SkiaSharp;

namespace GanBench.Imaging;

/// <summary>Writes 8-bit PNG files through Skia: grey, RGB, RGB and alpha. Grey and alpha, which Skia lacks, becomes the last.</summary>
public static class PngWriter
{
    /// <summary>Writes a file; it appears whole or not at all.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="image">The picture.</param>
    /// <exception cref="EnvironmentException">The file cannot be written, or Skia's library not loaded.</exception>
    public static void Save(string path, RasterImage image) => AtomicFile.WriteAllBytes(path, Encode(image));

    /// <summary>
    /// The bytes of a PNG file. Pictures of equal size and channels have equal headers. Safe to call from several threads.
    /// </summary>
    /// <param name="image">The picture.</param>
    /// <exception cref="EnvironmentException">Skia's library cannot be loaded.</exception>
    public static byte[] Encode(RasterImage image) => SkiaEncoder.Encode(image, pixmap => pixmap.Encode(SKPngEncoderOptions.Default));
}
