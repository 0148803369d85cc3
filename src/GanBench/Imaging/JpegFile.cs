using System.Buffers.Binary;

namespace GanBench.Imaging;

/// <summary>JPEG files: baseline and progressive, grey and YCbCr. Skia's pixels equal those of libjpeg-turbo and Pillow.</summary>
internal static class JpegFile
{
    private const int CmykComponents = 4;

    /// <summary>Decodes a file to grey or RGB.</summary>
    /// <param name="file">The whole file.</param>
    /// <exception cref="InvalidDataException">The file is damaged, cut short, too large, or CMYK.</exception>
    public static RasterImage Decode(ReadOnlyMemory<byte> file)
    {
        // Skia would convert CMYK by a rule of its own; other programs use others, and the colours would differ.
        if (Verify(file.Span) == CmykComponents)
            throw new InvalidDataException("it is a CMYK picture; convert it to RGB or grey.");
        return SkiaDecoder.Decode(file);
    }

    // Goes from marker to marker to the end of the image (ITU-T T.81, B.1 and B.2) and returns the number of colour components, 0 when
    // none is stated, which is left to the decoder. Of a progressive file that is cut short, Skia shows what there is.
    private static int Verify(ReadOnlySpan<byte> file)
    {
        const byte EndOfImage = 0xD9;
        const int ComponentsInFrame = 7;
        var components = 0;
        for (var at = 2; ;)
        {
            var next = file[at..].IndexOf((byte)0xFF);
            if (next < 0 || at + next + 1 >= file.Length)
                throw EndsEarly();
            at += next + 1;
            var marker = file[at];
            if (marker == EndOfImage)
                return components;
            // A byte 0xFF before a marker is padding; with 0 behind it is compressed data, in which there are restart markers as well.
            if (marker == 0xFF)
                continue;
            at++;
            if (marker is 0x00 or 0x01 or (>= 0xD0 and <= 0xD8))
                continue;
            var segment = file[at..];
            if (segment.Length < 2 || BinaryPrimitives.ReadUInt16BigEndian(segment) is var length && length > segment.Length)
                throw EndsEarly();
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC) && length > ComponentsInFrame)
                components = segment[ComponentsInFrame];
            at += length;
        }
    }

    private static InvalidDataException EndsEarly() => new("it ends early.");
}
