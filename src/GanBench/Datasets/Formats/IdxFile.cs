using System.Buffers.Binary;
using GanBench.Storage;

namespace GanBench.Datasets.Formats;

/// <summary>
/// Reads IDX, the format of MNIST: two zero bytes, element type (8: unsigned byte), number of dimensions, the dimensions as 32-bit
/// big-endian integers, then the elements. Compressed (gzip) or plain is told from the content, not from the name.
/// </summary>
/// <param name="Dimensions">The sizes, e.g. 60000, 28, 28.</param>
/// <param name="Elements">The bytes, as many as the dimensions say.</param>
internal sealed record IdxFile(int[] Dimensions, byte[] Elements)
{
    private const int MaximumBytes = 1 << 30;

    /// <summary>Reads a file of unsigned bytes.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rank">How many dimensions it must have.</param>
    /// <exception cref="DataException">The file is missing, damaged, or has another form.</exception>
    public static IdxFile Read(string path, int rank)
    {
        try
        {
            using var file = InputFile.OpenRead(path);
            using var stream = GZip.OpenIfCompressed(file);
            return Parse(path, stream, rank);
        }
        catch (EndOfStreamException e)
        {
            throw new DataException($"{path} ends before the content that its header announces; fetch it again.", e);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new DataException($"Cannot read {path}: {e.Message}", e);
        }
    }

    private static IdxFile Parse(string path, Stream stream, int rank)
    {
        var header = new byte[4 + (4 * rank)];
        stream.ReadExactly(header, 0, 4);
        var magic = BinaryPrimitives.ReadInt32BigEndian(header);
        if (magic != (8 << 8) + rank)
            throw new DataException($"{path} is not the IDX file that is expected: its magic number is {magic}, not {(8 << 8) + rank}.");
        stream.ReadExactly(header, 4, 4 * rank);
        var dimensions = new int[rank];
        var size = 1L;
        for (var i = 0; i < rank; i++)
        {
            dimensions[i] = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4 + (4 * i)));
            if (dimensions[i] < 0 || (size *= dimensions[i]) > MaximumBytes)
                throw new DataException($"{path} announces sizes that cannot be ({string.Join('×', dimensions)}).");
        }
        var elements = AnnouncedContent.Read(stream, size);
        if (stream.ReadByte() >= 0)
            throw new DataException($"{path} has more bytes than the {string.Join('×', dimensions)} that its header announces.");
        return new IdxFile(dimensions, elements);
    }
}
