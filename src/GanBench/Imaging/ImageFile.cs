namespace GanBench.Imaging;

/// <summary>
/// Reads pictures by their content, whatever they are called: PNG, JPEG, WebP, GIF and BMP, decoded by Skia. Of an animation the first
/// frame is read; a picture whose EXIF data says that it lies on its side is turned; colour profiles are not applied.
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

    /// <summary>Decodes a file to grey or RGB, with or without alpha. Safe to call from several threads.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <exception cref="DataException">The file is damaged, cut short, too large, a CMYK picture or of another format.</exception>
    /// <exception cref="EnvironmentException">Skia's library cannot be loaded.</exception>
    public static RasterImage Decode(ReadOnlyMemory<byte> bytes, string name)
    {
        if (PictureFormat.Of(bytes.Span) is not { } format)
            throw new DataException(bytes.IsEmpty ? $"{name} is empty." : $"{name} is no {FormatNames} file.");
        try
        {
            return format.Decode(bytes);
        }
        catch (InvalidDataException e)
        {
            throw new DataException($"Cannot read {name} as {format.Name}: {e.Message}", e);
        }
    }

    /// <summary>Reads and decodes a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException">The file cannot be read, or not decoded (<see cref="Decode"/>).</exception>
    /// <exception cref="EnvironmentException">Skia's library cannot be loaded.</exception>
    public static RasterImage Load(string path) => Decode(ReadBytes(path), path);

    /// <summary>Reads a file whole.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException">The file cannot be read.</exception>
    internal static byte[] ReadBytes(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
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
