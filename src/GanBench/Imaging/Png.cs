using System.Buffers.Binary;
using System.IO.Hashing;

namespace GanBench.Imaging;

/// <summary>What reading and writing PNG share: signature and chunks (W3C PNG specification, 3rd edition).</summary>
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
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + data.Length), Crc32.HashToUInt32(chunk.AsSpan(4, 4 + data.Length)));
        stream.Write(chunk);
    }
}
