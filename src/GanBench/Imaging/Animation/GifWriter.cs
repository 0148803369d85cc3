using System.Buffers.Binary;

namespace GanBench.Imaging.Animation;

/// <summary>Writes animated GIF (GIF89a): each frame whole, with a palette of its own.</summary>
internal static class GifWriter
{
    private const int CentisecondMilliseconds = 10, PaletteBits = 8;

    // Browsers slow frames of less down to a tenth of a second.
    private const int ShortestCentiseconds = 2;

    /// <summary>The bytes of an endless animation.</summary>
    /// <inheritdoc cref="ApngWriter.Encode"/>
    public static byte[] Encode(IReadOnlyList<RasterImage> frames, ushort delay, ushort lastDelay)
    {
        AnimationWriter.Check(frames);
        // Palettes and compression are nearly all of the work, and frames do not depend on each other.
        var bodies = frames.AsParallel().AsOrdered().Select(Body).ToList();
        using var file = new MemoryStream();
        file.Write("GIF89a"u8);
        WriteSize(file, frames[0]);
        file.Write([0, 0, 0]);
        // Endless: Netscape's extension.
        file.Write([0x21, 0xFF, 11, .. "NETSCAPE2.0"u8, 3, 1, 0, 0, 0]);
        for (var i = 0; i < bodies.Count; i++)
        {
            var milliseconds = i == bodies.Count - 1 ? lastDelay : delay;
            var time = Math.Max(ShortestCentiseconds, (int)Math.Round((double)milliseconds / CentisecondMilliseconds));
            // Left in place until the next frame, which covers it.
            file.Write([0x21, 0xF9, 4, 1 << 2, (byte)time, (byte)(time >> 8), 0, 0]);
            file.Write([0x2C, 0, 0, 0, 0]);
            WriteSize(file, frames[i]);
            file.Write(bodies[i]);
        }
        file.WriteByte(0x3B);
        return file.ToArray();
    }

    // Flags, palette and pixels.
    private static byte[] Body(RasterImage frame)
    {
        var (palette, indices) = GifPalette.Of(frame.WithoutAlpha(AlphaRule.White));
        using var body = new MemoryStream();
        body.WriteByte(0x80 | (PaletteBits - 1));
        body.Write(palette);
        body.WriteByte(PaletteBits);
        var data = GifCompression.Compress(indices, PaletteBits);
        for (var at = 0; at < data.Length; at += byte.MaxValue)
        {
            var length = Math.Min(byte.MaxValue, data.Length - at);
            body.WriteByte((byte)length);
            body.Write(data, at, length);
        }
        body.WriteByte(0);
        return body.ToArray();
    }

    private static void WriteSize(Stream stream, RasterImage image)
    {
        Span<byte> size = stackalloc byte[4];
        BinaryPrimitives.WriteUInt16LittleEndian(size, checked((ushort)image.Width));
        BinaryPrimitives.WriteUInt16LittleEndian(size[2..], checked((ushort)image.Height));
        stream.Write(size);
    }
}
