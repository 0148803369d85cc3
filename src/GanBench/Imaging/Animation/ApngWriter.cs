using System.Buffers.Binary;

namespace GanBench.Imaging.Animation;

/// <summary>
/// Writes animated PNG (W3C PNG specification, 3rd edition, section 11.3.6): the frames' image data in the chunks of one file. A viewer
/// that does not know animation shows the first frame.
/// </summary>
public static class ApngWriter
{
    private const int HeaderLength = 13;

    /// <summary>The bytes of an endless animation.</summary>
    /// <param name="frames">At least one frame; all of one size and number of channels.</param>
    /// <param name="delay">Milliseconds per frame.</param>
    /// <param name="lastDelay">Milliseconds for the last frame.</param>
    /// <exception cref="ArgumentException">There is no frame, or their sizes differ.</exception>
    public static byte[] Encode(IReadOnlyList<RasterImage> frames, ushort delay, ushort lastDelay)
    {
        AnimationWriter.Check(frames);
        // Compression is nearly all of the work, and frames do not depend on each other.
        var encoded = frames.AsParallel().AsOrdered().Select(PngWriter.Encode).ToList();
        using var stream = new MemoryStream();
        stream.Write(Png.Signature);
        Png.WriteChunk(stream, "IHDR"u8, encoded[0].AsSpan(Png.Signature.Length + 8, HeaderLength));
        Span<byte> control = stackalloc byte[8];
        BinaryPrimitives.WriteInt32BigEndian(control, frames.Count);
        BinaryPrimitives.WriteInt32BigEndian(control[4..], 0);
        Png.WriteChunk(stream, "acTL"u8, control);
        var sequence = 0;
        for (var i = 0; i < frames.Count; i++)
        {
            WriteFrameControl(stream, sequence++, frames[i], i == frames.Count - 1 ? lastDelay : delay);
            var data = ImageData(encoded[i]);
            if (i == 0)
            {
                Png.WriteChunk(stream, "IDAT"u8, data);
                continue;
            }
            var numbered = new byte[4 + data.Length];
            BinaryPrimitives.WriteInt32BigEndian(numbered, sequence++);
            data.CopyTo(numbered.AsSpan(4));
            Png.WriteChunk(stream, "fdAT"u8, numbered);
        }
        Png.WriteChunk(stream, "IEND"u8, []);
        return stream.ToArray();
    }

    private static void WriteFrameControl(Stream stream, int sequence, RasterImage frame, ushort delay)
    {
        Span<byte> control = stackalloc byte[26];
        control.Clear();
        BinaryPrimitives.WriteInt32BigEndian(control, sequence);
        BinaryPrimitives.WriteInt32BigEndian(control[4..], frame.Width);
        BinaryPrimitives.WriteInt32BigEndian(control[8..], frame.Height);
        // Offsets are zero; each frame replaces the one before it whole.
        BinaryPrimitives.WriteUInt16BigEndian(control[20..], delay);
        BinaryPrimitives.WriteUInt16BigEndian(control[22..], 1000);
        Png.WriteChunk(stream, "fcTL"u8, control);
    }

    // The content of all IDAT chunks.
    private static byte[] ImageData(byte[] png)
    {
        using var data = new MemoryStream();
        for (var at = Png.Signature.Length; at < png.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            if (png.AsSpan(at + 4, 4).SequenceEqual("IDAT"u8))
                data.Write(png, at + 8, length);
            at += 12 + length;
        }
        return data.ToArray();
    }
}
