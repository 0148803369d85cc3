namespace GanBench.Imaging;

/// <summary>
/// GIF files; of an animation the first frame. Skia makes transparent pixels black, so the colours that the palette has for them are
/// looked up here. What the frame does not cover has the colour of the transparent index, else that of index 0, as in Pillow.
/// </summary>
internal static class GifFile
{
    private const int HeaderLength = 13, ColourLength = 3;

    private const byte Extension = 0x21, GraphicControl = 0xF9, Descriptor = 0x2C;

    /// <summary>Decodes a file to RGB, with or without alpha.</summary>
    /// <param name="file">The whole file.</param>
    /// <exception cref="InvalidDataException">The file is damaged, cut short or too large.</exception>
    public static StoredPicture Decode(ReadOnlyMemory<byte> file)
    {
        var picture = SkiaDecoder.Decode(file);
        if (picture.Image.Channels != 4 || Find(file.Span) is not { } frame)
            return picture;
        var pixels = picture.Image.Pixels;
        var opaque = frame.ControlAt is { } control ? SkiaDecoder.Decode(WithoutTransparency(file, control)).Image : picture.Image;
        for (int i = 0, s = 0; i < pixels.Length; i += 4, s += opaque.Channels)
        {
            if (pixels[i + 3] == 255)
                continue;
            var covered = opaque.Channels == 3 || opaque.Pixels[s + 3] == 255;
            (covered ? opaque.Pixels.AsSpan(s, 3) : file.Span.Slice(frame.BackgroundAt, 3)).CopyTo(pixels.AsSpan(i));
        }
        return picture;
    }

    private static byte[] WithoutTransparency(ReadOnlyMemory<byte> file, int controlAt)
    {
        const byte TransparentFlag = 1;
        var copy = file.ToArray();
        copy[controlAt] &= 0xFF ^ TransparentFlag;
        return copy;
    }

    // Goes over the blocks before the first frame's pixels (GIF89a, sections 18 to 25). Returns where the flags of its graphic control are,
    // null when it has none, and where the colour of what it leaves uncovered is. Skia has decoded the file, so what is out of
    // bounds here is odd rather than cut; such a file keeps Skia's black.
    private static (int? ControlAt, int BackgroundAt)? Find(ReadOnlySpan<byte> file)
    {
        var at = HeaderLength + TableLength(file[10]);
        (int? control, int index) = (null, 0);
        while (at + 10 <= file.Length)
        {
            if (file[at] == Descriptor)
            {
                var flags = file[at + 9];
                var (table, length) = TableLength(flags) > 0
                    ? (at + 10, TableLength(flags)) : (HeaderLength, TableLength(file[10]));
                var background = table + (index * ColourLength);
                return background + ColourLength <= Math.Min(table + length, file.Length) ? (control, background) : null;
            }
            if (file[at] != Extension)
                return null;
            if (file[at + 1] == GraphicControl)
            {
                var transparent = (file[at + 3] & 1) != 0;
                (control, index) = (at + 3, transparent ? file[at + 6] : 0);
            }
            at += 2;
            while (at < file.Length && file[at] != 0)
                at += 1 + file[at];
            at++;
        }
        return null;
    }

    private static int TableLength(byte flags) => (flags & 0x80) == 0 ? 0 : ColourLength << ((flags & 7) + 1);
}
