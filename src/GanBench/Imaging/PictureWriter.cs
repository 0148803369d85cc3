using GanBench.Storage;
using GanBench.Text;
using SkiaSharp;

namespace GanBench.Imaging;

/// <summary>Writes pictures in the format that a file's name asks for: PNG and WebP without loss, JPEG of quality 95.</summary>
public static class PictureWriter
{
    private const int JpegQuality = 95;

    private static readonly (string Extension, Func<RasterImage, byte[]> Encode)[] Formats =
    [
        (".png", PngWriter.Encode),
        (".jpg", Jpeg),
        (".jpeg", Jpeg),
        (".webp", WebPWriter.Encode),
    ];

    /// <summary>How names of files end that can be written, with the dot.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [.. Formats.Select(format => format.Extension)];

    /// <summary>Refuses a name that asks for a format that is not written; for callers that would compute long before they save.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="UsageException">It does.</exception>
    public static void Require(string path) => _ = Find(path);

    /// <summary>Writes a file; it appears whole or not at all.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="image">The picture.</param>
    /// <exception cref="UsageException">The file's name asks for a format that is not written.</exception>
    /// <exception cref="EnvironmentException">The file cannot be written, or Skia's library not loaded.</exception>
    public static void Save(string path, RasterImage image) => AtomicFile.WriteAllBytes(path, Find(path)(image));

    /// <summary>A message that a file's name asks for a format that is not written.</summary>
    /// <param name="path">The file.</param>
    /// <param name="what">What would be written, e.g. "pictures".</param>
    /// <param name="extensions">What can be.</param>
    internal static UsageException Unknown(string path, string what, IReadOnlyList<string> extensions)
    {
        var typed = Path.GetExtension(path);
        var nearest = typed.Length > 0 ? NearestName.Find(typed, extensions) : null;
        return new UsageException(
            $"'{path}' {(typed.Length == 0 ? "does not say its format" : $"asks for {typed}, which is not written")}: {what} end in "
            + $"{string.Join(", ", extensions.SkipLast(1))} or {extensions[^1]}"
            + (nearest is null ? "." : $"; did you mean '{nearest}'?"));
    }

    private static Func<RasterImage, byte[]> Find(string path)
    {
        var typed = Path.GetExtension(path);
        return Array.Find(Formats, format => format.Extension.Equals(typed, StringComparison.OrdinalIgnoreCase)).Encode
            ?? throw Unknown(path, "pictures", Extensions);
    }

    private static byte[] Jpeg(RasterImage image) => SkiaEncoder.Encode(
        image.WithoutAlpha(AlphaRule.White), pixmap => pixmap.Encode(new SKJpegEncoderOptions(JpegQuality)));
}
