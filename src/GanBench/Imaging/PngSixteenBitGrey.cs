using System.Buffers.Binary;
using System.IO.Hashing;

namespace GanBench.Imaging;

/// <summary>
/// Grey PNG files of 16 bits per sample, rounded to 8. Skia keeps the upper byte only, which is one too dark for half of all values. But
/// PNG's row filters work on bytes: a file whose header calls the two bytes of a sample two samples is as valid, and Skia gives both.
/// </summary>
internal static class PngSixteenBitGrey
{
    // Behind the signature: the chunk's length and type, then width, height, depth, colour type and three more bytes, then the checksum.
    private const int Type = 12, Depth = 24, ColourType = 25, Checksum = 29;

    private const byte GreyAndAlpha = 4, RgbAndAlpha = 6;

    /// <summary>Decodes a file.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="header">Its header: 16 bits of grey, with or without alpha.</param>
    /// <returns>1 channel, or 2 with alpha.</returns>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static StoredPicture Decode(ReadOnlyMemory<byte> file, PngHeader header)
    {
        var bytes = file.ToArray();
        bytes[Depth] = 8;
        bytes[ColourType] = header.ColourType == 0 ? GreyAndAlpha : RgbAndAlpha;
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(Checksum), Crc32.HashToUInt32(bytes.AsSpan(Type, Checksum - Type)));
        var (halves, origin) = SkiaDecoder.Decode(bytes);

        var channels = header.ColourType == 4 || header.TransparentGrey is not null ? 2 : 1;
        var image = new RasterImage(halves.Width, halves.Height, channels);
        var (samples, pixels) = (halves.Pixels, image.Pixels);
        for (int s = 0, d = 0; d < pixels.Length; s += 4, d += channels)
        {
            if (header.ColourType == 4)
            {
                pixels[d] = Round(samples[s], samples[s + 1]);
                pixels[d + 1] = Round(samples[s + 2], samples[s + 3]);
                continue;
            }
            // Grey and alpha comes as grey three times, then alpha.
            var (upper, lower) = (samples[s], samples[s + 3]);
            pixels[d] = Round(upper, lower);
            if (channels == 2)
                pixels[d + 1] = header.TransparentGrey == ((upper << 8) | lower) ? (byte)0 : (byte)255;
        }
        return new StoredPicture(image, origin);
    }

    private static byte Round(byte upper, byte lower) => (byte)(((((upper << 8) | lower) * 255) + 32767) / 65535);
}
