using System.Buffers.Binary;

namespace GanBench.Imaging.Animation;

/// <summary>
/// Writes animated WebP (RFC 9649, section 2.7): still pictures that Skia encodes without loss, in the chunks of one file.
/// </summary>
internal static class WebPAnimation
{
    private const int RiffHeader = 12, ChunkHeader = 8;
    private const byte Animated = 0x02, DoNotBlend = 0x02;

    /// <summary>The bytes of an endless animation.</summary>
    /// <inheritdoc cref="ApngWriter.Encode"/>
    public static byte[] Encode(IReadOnlyList<RasterImage> frames, ushort delay, ushort lastDelay)
    {
        AnimationWriter.Check(frames);
        var (width, height) = (frames[0].Width, frames[0].Height);
        var pictures = frames.AsParallel().AsOrdered().Select(frame => ImageData(WebPWriter.Encode(frame))).ToList();
        using var file = new MemoryStream();
        file.Write("RIFF\0\0\0\0WEBP"u8);
        byte[] canvas = [Animated, 0, 0, 0, .. Bytes(width - 1, 3), .. Bytes(height - 1, 3)];
        WriteChunk(file, "VP8X"u8, canvas);
        // A background that nothing shows, and a count of 0: endless.
        WriteChunk(file, "ANIM"u8, new byte[6]);
        for (var i = 0; i < pictures.Count; i++)
        {
            var time = i == pictures.Count - 1 ? lastDelay : delay;
            byte[] frame =
            [
                .. new byte[6], .. Bytes(width - 1, 3), .. Bytes(height - 1, 3), .. Bytes(time, 3), DoNotBlend, .. pictures[i],
            ];
            WriteChunk(file, "ANMF"u8, frame);
        }
        var bytes = file.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), bytes.Length - ChunkHeader);
        return bytes;
    }

    // The chunks of a still picture that hold its pixels; others, as for a colour profile, belong to the whole file.
    private static byte[] ImageData(byte[] webp)
    {
        using var data = new MemoryStream();
        for (var at = RiffHeader; at < webp.Length;)
        {
            var length = ChunkHeader + BinaryPrimitives.ReadInt32LittleEndian(webp.AsSpan(at + 4));
            length += length % 2;
            if (webp.AsSpan(at, 4).SequenceEqual("VP8L"u8) || webp.AsSpan(at, 4).SequenceEqual("VP8 "u8)
                || webp.AsSpan(at, 4).SequenceEqual("ALPH"u8))
                data.Write(webp, at, length);
            at += length;
        }
        return data.ToArray();
    }

    private static void WriteChunk(Stream stream, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        stream.Write(type);
        stream.Write(Bytes(data.Length, 4));
        stream.Write(data);
        if (data.Length % 2 == 1)
            stream.WriteByte(0);
    }

    private static byte[] Bytes(int value, int count)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes[..count];
    }
}
