using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using GanBench.Imaging;

namespace GanBench.Datasets.Formats;

/// <summary>
/// Reads one real matrix of a MATLAB 5 file (MAT-File Format, section 1): tagged elements, compressed ones included. Enough for
/// label lists; cells, structures and complex numbers are refused.
/// </summary>
internal static class MatFile
{
    private const int Int8 =
        1, UInt8 = 2, Int16 = 3, UInt16 = 4, Int32 = 5, UInt32 = 6, Single = 7, Double = 9, Matrix = 14, Compressed = 15;
    private const int HeaderLength = 128, MaximumExpanded = 64 << 20;

    /// <summary>The elements of a matrix in column order, as integers.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The variable.</param>
    /// <exception cref="DataException">The file is damaged, or has no such matrix of integers.</exception>
    public static int[] ReadIntegers(string path, string name)
    {
        var content = ImageFile.ReadBytes(path);
        try
        {
            if (content.Length < HeaderLength || !content.AsSpan().StartsWith("MATLAB 5.0 MAT-file"u8) || content[126] != (byte)'I')
                throw new InvalidDataException("it is not a little-endian MATLAB 5 file.");
            return Find(content.AsSpan(HeaderLength), name) ?? throw new InvalidDataException($"it has no variable '{name}'.");
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentOutOfRangeException or EndOfStreamException)
        {
            throw new DataException(
                $"Cannot read {path} as a MATLAB file: {(e is InvalidDataException ? e.Message : "it ends early.")}", e);
        }
    }

    private static int[]? Find(ReadOnlySpan<byte> elements, string name, bool expanded = false)
    {
        while (elements.Length > 0)
        {
            var (type, data, rest) = Next(elements);
            var found = type switch
            {
                // Compressed elements hold no others (section 1): a file that expands to itself would never end.
                Compressed when !expanded => Find(Inflate(data), name, expanded: true),
                Matrix => ReadMatrix(data, name),
                _ => null,
            };
            if (found is not null)
                return found;
            elements = rest;
        }
        return null;
    }

    private static int[]? ReadMatrix(ReadOnlySpan<byte> data, string name)
    {
        const int FirstNumericClass = 6, LastNumericClass = 15, ComplexFlag = 0x800;
        var flags = Next(data);
        var dimensions = Next(flags.Rest);
        var label = Next(dimensions.Rest);
        if (Encoding.ASCII.GetString(label.Data) != name)
            return null;
        var bits = BinaryPrimitives.ReadUInt32LittleEndian(flags.Data);
        if ((bits & 0xFF) is < FirstNumericClass or > LastNumericClass || (bits & ComplexFlag) != 0)
            throw new InvalidDataException($"'{name}' is not a matrix of real numbers.");
        var count = 1L;
        for (var i = 0; i < dimensions.Data.Length; i += 4)
        {
            var side = BinaryPrimitives.ReadInt32LittleEndian(dimensions.Data[i..]);
            if (side < 0 || (count *= side) > int.MaxValue)
                throw new InvalidDataException($"the dimensions of '{name}' are out of range.");
        }
        var values = Next(label.Rest);
        var size = values.Type switch { Int8 or UInt8 => 1, Int16 or UInt16 => 2, Int32 or UInt32 or Single => 4, Double => 8, _ => 0 };
        if (size == 0 || values.Data.Length != count * size)
            throw new InvalidDataException($"'{name}' has {values.Data.Length} bytes for {count} elements of type {values.Type}.");
        var result = new int[count];
        for (var i = 0; i < result.Length; i++)
        {
            var value = Element(values.Type, values.Data[(i * size)..]);
            result[i] = (int)value;
            if (result[i] != value)
                throw new InvalidDataException($"'{name}' holds {value}, which is not an integer.");
        }
        return result;
    }

    private static double Element(int type, ReadOnlySpan<byte> at) => type switch
    {
        Int8 => (sbyte)at[0],
        UInt8 => at[0],
        Int16 => BinaryPrimitives.ReadInt16LittleEndian(at),
        UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(at),
        Int32 => BinaryPrimitives.ReadInt32LittleEndian(at),
        UInt32 => BinaryPrimitives.ReadUInt32LittleEndian(at),
        Single => BinaryPrimitives.ReadSingleLittleEndian(at),
        _ => BinaryPrimitives.ReadDoubleLittleEndian(at),
    };

    // A tag is type and length, 4 bytes each, and the data is padded to 8; up to 4 bytes of data fit into a tag of 2 + 2 + 4.
    private static Element5 Next(ReadOnlySpan<byte> bytes)
    {
        var first = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if (first >> 16 != 0)
            return new Element5((int)(first & 0xFFFF), bytes.Slice(4, (int)(first >> 16)), bytes[8..]);
        var length = checked((int)Math.Min(int.MaxValue, BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..])));
        var padded = first == Compressed ? length : (length + 7L) / 8 * 8;
        return new Element5((int)first, bytes.Slice(8, length), bytes[(int)Math.Min(bytes.Length, 8 + padded)..]);
    }

    private static byte[] Inflate(ReadOnlySpan<byte> data)
    {
        using var zlib = new ZLibStream(new MemoryStream(data.ToArray()), CompressionMode.Decompress);
        using var output = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int read; (read = Read(zlib, buffer)) > 0;)
        {
            output.Write(buffer, 0, read);
            if (output.Length > MaximumExpanded)
                throw new InvalidDataException($"it expands to more than {MaximumExpanded} bytes.");
        }
        return output.ToArray();
    }

    // Preset dictionaries end in an IOException of zlib's own.
    private static int Read(ZLibStream zlib, byte[] buffer)
    {
        try
        {
            return zlib.Read(buffer);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw new InvalidDataException("its compressed data is damaged.", e);
        }
    }

    private readonly ref struct Element5(int type, ReadOnlySpan<byte> data, ReadOnlySpan<byte> rest)
    {
        public int Type { get; } = type;

        public ReadOnlySpan<byte> Data { get; } = data;

        public ReadOnlySpan<byte> Rest { get; } = rest;

        public void Deconstruct(out int elementType, out ReadOnlySpan<byte> elementData, out ReadOnlySpan<byte> elementRest)
        {
            elementType = Type;
            elementData = Data;
            elementRest = Rest;
        }
    }
}
