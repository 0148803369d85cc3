using System.Buffers.Binary;
using System.IO.Hashing;

namespace GanBench.Imaging;

/// <summary>What a PNG file says before its pixels.</summary>
/// <param name="Width">Pixels per row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Depth">Bits per sample.</param>
/// <param name="ColourType">0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGB and alpha.</param>
/// <param name="HasTransparency">Whether there is a chunk that makes colours transparent.</param>
/// <param name="TransparentGrey">The one grey that is transparent, of <paramref name="Depth"/> bits; null when there is none.</param>
internal sealed record PngHeader(int Width, int Height, byte Depth, byte ColourType, bool HasTransparency, ushort? TransparentGrey)
{
    private const int ChunkFrame = 12, Length = 13;

    /// <summary>Whether the picture is grey, with or without alpha.</summary>
    public bool IsGrey => ColourType is 0 or 4;

    /// <summary>Whether there is alpha, in the samples or by colour.</summary>
    public bool HasAlpha => ColourType is 4 or 6 || HasTransparency;

    /// <summary>
    /// Goes through all chunks of a file. Skia verifies what it reads, but stops at the last row: what is wrong behind it, a file that
    /// ends there included, would go unnoticed.
    /// </summary>
    /// <param name="file">A file that begins with PNG's signature.</param>
    /// <exception cref="InvalidDataException">It is cut short, a checksum is wrong, or it does not begin with a header.</exception>
    public static PngHeader Verify(ReadOnlySpan<byte> file)
    {
        PngHeader? header = null;
        for (var position = Png.Signature.Length; ;)
        {
            if (file.Length - position < ChunkFrame)
                throw new InvalidDataException($"it ends after {file.Length} bytes, before its last chunk.");
            var claimed = BinaryPrimitives.ReadUInt32BigEndian(file[position..]);
            if (claimed > (uint)(file.Length - position - ChunkFrame))
                throw new InvalidDataException($"a chunk at byte {position} claims {claimed} bytes and the file ends before.");
            var length = (int)claimed;
            var type = file.Slice(position + 4, 4);
            var data = file.Slice(position + 8, length);
            if (Crc32.HashToUInt32(file.Slice(position + 4, 4 + length)) != BinaryPrimitives.ReadUInt32BigEndian(
                file[(position + 8 + length)..]))
                throw new InvalidDataException($"the checksum of the chunk at byte {position} is wrong.");
            header = header is null ? Parse(type, data) : type.SequenceEqual("tRNS"u8) ? header.WithTransparency(data) : header;
            if (type.SequenceEqual("IEND"u8))
                return header;
            position += ChunkFrame + length;
        }
    }

    private PngHeader WithTransparency(ReadOnlySpan<byte> data) => this with
    {
        HasTransparency = true,
        TransparentGrey = ColourType == 0 && data.Length >= 2 ? BinaryPrimitives.ReadUInt16BigEndian(data) : null,
    };

    private static PngHeader Parse(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        if (!type.SequenceEqual("IHDR"u8) || data.Length != Length)
            throw new InvalidDataException("its first chunk is not IHDR.");
        return new PngHeader(
            BinaryPrimitives.ReadInt32BigEndian(data), BinaryPrimitives.ReadInt32BigEndian(data[4..]), data[8], data[9],
            HasTransparency: false, TransparentGrey: null);
    }
}
