using System.Buffers.Binary;

namespace GanBench.Imaging;

/// <summary>WebP files, lossy and lossless. Of an animation the first frame is read.</summary>
internal static class WebPFile
{
    private const int LengthAt = 4, TypeAt = 8;

    /// <summary>Whether a file begins like one.</summary>
    /// <param name="file">The file, or its beginning.</param>
    public static bool Matches(ReadOnlySpan<byte> file) =>
        file.StartsWith("RIFF"u8) && file.Length > TypeAt && file[TypeAt..].StartsWith("WEBP"u8);

    /// <summary>Reads what a file says of its picture.</summary>
    /// <param name="file">The whole file.</param>
    /// <exception cref="InvalidDataException">The file is damaged, cut short or too large.</exception>
    public static PictureInfo Inspect(ReadOnlyMemory<byte> file)
    {
        Verify(file.Span);
        return SkiaDecoder.Inspect(file);
    }

    /// <summary>Decodes a file to RGB, with or without alpha.</summary>
    /// <param name="file">The whole file.</param>
    /// <exception cref="InvalidDataException">The file is damaged, cut short or too large.</exception>
    public static StoredPicture Decode(ReadOnlyMemory<byte> file)
    {
        Verify(file.Span);
        return SkiaDecoder.Decode(file);
    }

    private static void Verify(ReadOnlySpan<byte> file)
    {
        // The last bytes of a lossy picture may decide nothing, so that the decoder does not miss them.
        var claimed = TypeAt + (long)BinaryPrimitives.ReadUInt32LittleEndian(file[LengthAt..]);
        if (claimed > file.Length)
            throw new InvalidDataException($"it claims {claimed} bytes and ends after {file.Length}.");
    }
}
