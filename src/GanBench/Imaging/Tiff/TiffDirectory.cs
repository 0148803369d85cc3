using System.Buffers.Binary;

namespace GanBench.Imaging.Tiff;

/// <summary>
/// The first directory of a TIFF file (TIFF 6.0, section 2; BigTIFF too). It is read here before LibTiff sees the file, so that a
/// directory that claims more than the file has is refused before memory is asked for.
/// </summary>
internal sealed class TiffDirectory
{
    private const int BigMark = 43, ClassicMark = 42;

    private readonly Dictionary<TiffField, long[]> _values = [];

    /// <summary>The values of a field; empty when it is not there or holds no integers.</summary>
    /// <param name="field">The field.</param>
    public ReadOnlySpan<long> this[TiffField field] => _values.GetValueOrDefault(field);

    /// <summary>The first value of a field.</summary>
    /// <param name="field">The field.</param>
    /// <param name="otherwise">The value when it is not there.</param>
    public long First(TiffField field, long otherwise) => this[field] is [var first, ..] ? first : otherwise;

    /// <summary>Whether a file begins like TIFF.</summary>
    /// <param name="file">The file, or its beginning.</param>
    public static bool Matches(ReadOnlySpan<byte> file) => file.Length >= 4
        && (file.StartsWith("II"u8) ? file[3] == 0 && file[2] is ClassicMark or BigMark
            : file.StartsWith("MM"u8) && file[2] == 0 && file[3] is ClassicMark or BigMark);

    /// <summary>Reads the directory.</summary>
    /// <param name="file">A whole file that begins like TIFF.</param>
    /// <exception cref="InvalidDataException">The directory or what it points to lies outside the file.</exception>
    public static TiffDirectory Read(ReadOnlySpan<byte> file)
    {
        var numbers = new Numbers(file, file[0] == 'M');
        var big = Math.Max(file[2], file[3]) == BigMark;
        var (word, countLength, valueAt) = big ? (8, 8, 12) : (4, 2, 8);
        var start = numbers.At(big ? 8 : 4, word);
        var entries = numbers.At(start, countLength);
        if (entries > ushort.MaxValue)
            throw new InvalidDataException($"its directory claims {entries} entries.");
        var directory = new TiffDirectory();
        for (var i = 0; i < entries; i++)
        {
            var entry = start + countLength + (i * (valueAt + word));
            var (field, size) = ((TiffField)numbers.At(entry, 2), SizeOf(numbers.At(entry + 2, 2)));
            var count = numbers.At(entry + 4, valueAt - 4);
            var length = count <= file.Length ? count * Math.Abs(size) : long.MaxValue;
            var at = length <= word ? entry + valueAt : numbers.At(entry + valueAt, word);
            if (length > file.Length || at > file.Length - length)
                throw new InvalidDataException($"it ends early: field {(int)field} of its directory points behind the end.");
            if (size > 0 && Enum.IsDefined(field))
                directory._values[field] = numbers.Array(at, (int)count, size);
        }
        return directory;
    }

    // Bytes of a value; negative for what is no unsigned integer, which is not looked at.
    private static int SizeOf(long type) => type switch
    {
        1 => 1,
        3 => 2,
        4 or 13 => 4,
        16 or 18 => 8,
        2 or 6 or 7 => -1,
        8 => -2,
        9 or 11 => -4,
        _ => -8,
    };

    private readonly ref struct Numbers(ReadOnlySpan<byte> file, bool bigEndian)
    {
        private readonly ReadOnlySpan<byte> _file = file;

        public long At(long position, int length)
        {
            if (position < 0 || position > _file.Length - length)
                throw new InvalidDataException("it ends early.");
            var bytes = _file.Slice((int)position, length);
            var value = (length, bigEndian) switch
            {
                (1, _) => bytes[0],
                (2, true) => BinaryPrimitives.ReadUInt16BigEndian(bytes),
                (2, _) => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
                (4, true) => BinaryPrimitives.ReadUInt32BigEndian(bytes),
                (4, _) => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
                (_, true) => BinaryPrimitives.ReadInt64BigEndian(bytes),
                _ => BinaryPrimitives.ReadInt64LittleEndian(bytes),
            };
            return value >= 0 ? value : long.MaxValue;
        }

        public long[] Array(long position, int count, int size)
        {
            var values = new long[count];
            for (var i = 0; i < count; i++)
                values[i] = At(position + ((long)i * size), size);
            return values;
        }
    }
}

/// <summary>The fields of a directory that decide the pixels (TIFF 6.0, section 8 and those on extensions).</summary>
internal enum TiffField
{
    Width = 256,
    Height = 257,
    BitsPerSample = 258,
    Compression = 259,
    Photometric = 262,
    StripOffsets = 273,
    Orientation = 274,
    SamplesPerPixel = 277,
    RowsPerStrip = 278,
    StripByteCounts = 279,
    PlanarConfiguration = 284,
    Predictor = 317,
    ColourMap = 320,
    TileWidth = 322,
    TileLength = 323,
    TileOffsets = 324,
    TileByteCounts = 325,
    ExtraSamples = 338,
    SampleFormat = 339,
}
