using System.Buffers.Binary;

namespace GanBench.Imaging;

/// <summary>
/// JPEG files: baseline and progressive, grey, YCbCr, CMYK and YCCK. Skia's pixels equal those of libjpeg-turbo and Pillow. CMYK is
/// taken for inverted, as Adobe's programs write it and Pillow reads it, and becomes RGB without a colour profile: R = C · K / 255.
/// </summary>
internal static class JpegFile
{
    /// <summary>Reads what a file says of its picture.</summary>
    /// <param name="file">The whole file.</param>
    /// <exception cref="InvalidDataException">The file is damaged, cut short or too large.</exception>
    public static PictureInfo Inspect(ReadOnlyMemory<byte> file)
    {
        Verify(file.Span);
        return SkiaDecoder.Inspect(file);
    }

    /// <summary>Decodes a file to grey or RGB.</summary>
    /// <param name="file">The whole file.</param>
    /// <exception cref="InvalidDataException">The file is damaged, cut short or too large.</exception>
    public static StoredPicture Decode(ReadOnlyMemory<byte> file)
    {
        Verify(file.Span);
        return SkiaDecoder.Decode(file);
    }

    // Goes from marker to marker to the end of the image (ITU-T T.81, B.1 and B.2). Of a progressive file that is cut short, Skia shows
    // what there is.
    private static void Verify(ReadOnlySpan<byte> file)
    {
        const byte EndOfImage = 0xD9;
        for (var at = 2; ;)
        {
            var next = file[at..].IndexOf((byte)0xFF);
            if (next < 0 || at + next + 1 >= file.Length)
                throw EndsEarly();
            at += next + 1;
            var marker = file[at];
            if (marker == EndOfImage)
                return;
            // A byte 0xFF before a marker is padding; with 0 behind it is compressed data, in which there are restart markers as well.
            if (marker == 0xFF)
                continue;
            at++;
            if (marker is 0x00 or 0x01 or (>= 0xD0 and <= 0xD8))
                continue;
            var segment = file[at..];
            if (segment.Length < 2 || BinaryPrimitives.ReadUInt16BigEndian(segment) is var length && length > segment.Length)
                throw EndsEarly();
            at += length;
        }
    }

    private static InvalidDataException EndsEarly() => new("it ends early.");
}
