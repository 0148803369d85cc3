using System.Buffers.Binary;
using GanBench.Storage;

namespace GanBench.Imaging;

/// <summary>What PNG reader and writer share: signature, chunks and the Paeth predictor (W3C PNG specification, 3rd edition).</summary>
internal static class Png
{
    /// <summary>The first eight bytes of every PNG file.</summary>
    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Writes one chunk.</summary>
    /// <param name="stream">Where it goes.</param>
    /// <param name="type">Four ASCII letters.</param>
    /// <param name="data">Its content.</param>
    public static void WriteChunk(Stream stream, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        var chunk = new byte[12 + data.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        type.CopyTo(chunk.AsSpan(4));
        data.CopyTo(chunk.AsSpan(8));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + data.Length), Crc32.Of(chunk.AsSpan(4, 4 + data.Length)));
        stream.Write(chunk);
    }

    /// <summary>The Paeth predictor: whichever of left, above and upper left is closest to left + above − upper left.</summary>
    /// <param name="left">a.</param>
    /// <param name="above">b.</param>
    /// <param name="upperLeft">c.</param>
    public static byte Paeth(int left, int above, int upperLeft)
    {
        var p = left + above - upperLeft;
        var (pa, pb, pc) = (Math.Abs(p - left), Math.Abs(p - above), Math.Abs(p - upperLeft));
        return (byte)(pa <= pb && pa <= pc ? left : pb <= pc ? above : upperLeft);
    }
}
