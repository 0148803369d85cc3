using GanBench.Imaging.Tiff;

namespace GanBench.Imaging;

/// <summary>A format of pictures.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Extensions">How names of such files end, in lower case.</param>
/// <param name="Matches">Whether a file begins like one.</param>
/// <param name="Inspect">
/// Reads what a file that does says of its picture. Throws <see cref="InvalidDataException"/> when it is damaged, as far as that shows
/// without decoding, or too large.
/// </param>
/// <param name="Decode">Decodes such a file. Throws <see cref="InvalidDataException"/> when it is damaged or too large.</param>
internal sealed record PictureFormat(
    string Name,
    string[] Extensions,
    Func<ReadOnlySpan<byte>, bool> Matches,
    Func<ReadOnlyMemory<byte>, PictureInfo> Inspect,
    Func<ReadOnlyMemory<byte>, StoredPicture> Decode)
{
    // Skia knows more (ICO, WBMP), but a text may begin like those, and no dataset comes in them.
    /// <summary>All that are read.</summary>
    public static IReadOnlyList<PictureFormat> All { get; } =
    [
        new("PNG", [".png"], file => file.StartsWith(Png.Signature), PngFile.Inspect, PngFile.Decode),
        new("JPEG", [".jpg", ".jpeg"], file => file.StartsWith<byte>([0xFF, 0xD8, 0xFF]), JpegFile.Inspect, JpegFile.Decode),
        new("WebP", [".webp"], WebPFile.Matches, WebPFile.Inspect, WebPFile.Decode),
        new("GIF", [".gif"], file => file.StartsWith("GIF87a"u8) || file.StartsWith("GIF89a"u8), SkiaDecoder.Inspect, GifFile.Decode),
        new("BMP", [".bmp"], file => file.StartsWith("BM"u8), SkiaDecoder.Inspect, SkiaDecoder.Decode),
        new("TIFF", [".tif", ".tiff"], TiffFile.Matches, TiffFile.Inspect, TiffFile.Decode),
        new("PNM", [".pnm", ".ppm", ".pgm", ".pbm"], PnmFile.Matches, PnmFile.Inspect, PnmFile.Decode),
    ];

    /// <summary>The format of a file by its first bytes; null when it is none of them.</summary>
    /// <param name="file">The file, or its beginning.</param>
    public static PictureFormat? Of(ReadOnlySpan<byte> file)
    {
        foreach (var format in All)
        {
            if (format.Matches(file))
                return format;
        }
        return null;
    }
}
