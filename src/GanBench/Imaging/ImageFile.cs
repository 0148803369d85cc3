using GanBench.Storage;

namespace GanBench.Imaging;

/// <summary>
/// Reads pictures by their content, whatever they are called: PNG, JPEG, WebP, GIF, BMP, TIFF and PNM. Of an animation the first frame is
/// read, of several pages the first; samples of 16 bits are rounded to 8; colour profiles are not applied.
/// </summary>
public static class ImageFile
{
    /// <summary>Largest picture accepted, in pixels, so that a small hostile file cannot ask for all memory.</summary>
    public const int MaximumPixels = 1 << 26;

    /// <summary>The formats that can be read, for messages: "PNG, JPEG, … or BMP".</summary>
    public static string FormatNames { get; } =
        string.Join(", ", PictureFormat.All.SkipLast(1).Select(f => f.Name)) + " or " + PictureFormat.All[^1].Name;

    /// <summary>File name endings of the pictures that can be read.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [.. PictureFormat.All.SelectMany(f => f.Extensions)];

    /// <summary>Whether a name ends like that of a picture.</summary>
    /// <param name="name">A file name.</param>
    public static bool HasExtension(string name) =>
        Extensions.Any(extension => name.EndsWith(extension, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// Decodes a file to grey or RGB, with or without alpha; a picture whose EXIF data says that it lies on its side is turned. Safe to
    /// call from several threads.
    /// </summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <exception cref="DataException">The file is damaged, cut short, too large or of another format.</exception>
    /// <exception cref="EnvironmentException">Skia's library cannot be loaded.</exception>
    public static RasterImage Decode(ReadOnlyMemory<byte> bytes, string name) => Stored(bytes, name).Upright();

    /// <summary>Decodes a file to grey or RGB by rules. Safe to call from several threads.</summary>
    /// <param name="rules">What becomes of transparency and orientation.</param>
    /// <inheritdoc cref="Decode(ReadOnlyMemory{byte}, string)"/>
    #pragma warning disable CS1573 // The other parameters are inherited.
    public static DecodedPicture Decode(ReadOnlyMemory<byte> bytes, string name, PictureRules rules)
    #pragma warning restore CS1573
    {
        var stored = Stored(bytes, name);
        var image = rules.ApplyOrientation ? stored.Upright() : stored.Image;
        return new DecodedPicture(image.WithoutAlpha(rules.Alpha), image.HasTransparency());
    }

    /// <summary>Reads what a file says of its picture, and checks as much of the file as can be without decoding.</summary>
    /// <inheritdoc cref="Decode(ReadOnlyMemory{byte}, string)"/>
    internal static PictureInfo Inspect(ReadOnlyMemory<byte> bytes, string name) =>
        Use(bytes, name, (format, file) => format.Inspect(file));

    private static StoredPicture Stored(ReadOnlyMemory<byte> bytes, string name) =>
        Use(bytes, name, (format, file) => format.Decode(file));

    private static T Use<T>(ReadOnlyMemory<byte> bytes, string name, Func<PictureFormat, ReadOnlyMemory<byte>, T> use)
    {
        if (PictureFormat.Of(bytes.Span) is not { } format)
            throw new DataException(bytes.IsEmpty ? $"{name} is empty." : $"{name} is no {FormatNames} file.");
        try
        {
            return use(format, bytes);
        }
        catch (InvalidDataException e)
        {
            throw new DataException($"Cannot read {name} as {format.Name}: {e.Message}", e);
        }
    }

    /// <summary>Reads and decodes a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException">
    /// The file cannot be read, or not decoded (<see cref="Decode(ReadOnlyMemory{byte}, string)"/>).
    /// </exception>
    /// <exception cref="EnvironmentException">Skia's library cannot be loaded.</exception>
    public static RasterImage Load(string path) => Decode(ReadBytes(path), path);

    /// <summary>Reads a file whole.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException">The file cannot be read.</exception>
    internal static byte[] ReadBytes(string path)
    {
        try
        {
            return InputFile.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"Cannot read {path}: {e.Message}", e);
        }
    }

    /// <summary>Refuses a picture that is too large, before memory is asked for.</summary>
    /// <param name="width">Pixels per row, as the file states.</param>
    /// <param name="height">Rows, as the file states.</param>
    /// <exception cref="InvalidDataException">It is.</exception>
    internal static void CheckSize(int width, int height)
    {
        if (width <= 0 || height <= 0 || (long)width * height > MaximumPixels)
            throw new InvalidDataException($"{width}×{height} pixels are outside 1 to {MaximumPixels}.");
    }
}
