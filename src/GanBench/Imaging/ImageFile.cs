namespace GanBench.Imaging;

/// <summary>Reads pictures by their content, whatever they are called.</summary>
public static class ImageFile
{
    /// <summary>File name endings of the pictures that can be read.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [".png", ".jpg", ".jpeg"];

    /// <summary>Whether a name ends like that of a picture.</summary>
    /// <param name="name">A file name.</param>
    public static bool HasExtension(string name) =>
        Extensions.Any(extension => name.EndsWith(extension, StringComparison.OrdinalIgnoreCase));

    /// <summary>Decodes a PNG or JPEG file.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <exception cref="DataException">The file is damaged or of another format.</exception>
    public static RasterImage Decode(ReadOnlyMemory<byte> bytes, string name)
    {
        if (PngReader.Matches(bytes.Span))
            return PngReader.Decode(bytes, name);
        if (JpegReader.Matches(bytes.Span))
            return JpegReader.Decode(bytes.Span, name);
        throw new DataException(bytes.IsEmpty ? $"{name} is empty." : $"{name} is neither a PNG nor a JPEG file.");
    }

    /// <summary>Reads and decodes a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException">The file cannot be read, is damaged or of another format.</exception>
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
}
