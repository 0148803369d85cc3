using System.Buffers.Binary;
using System.Text.Json;

namespace GanBench.Storage;

/// <summary>
/// Header of a safetensors file: a 64-bit little-endian length, then JSON with type, shape and byte range of every tensor and a
/// <c>__metadata__</c> object of strings. Reading trusts nothing: sizes are bounded, and the ranges must tile the data exactly,
/// as the format demands.
/// </summary>
internal static class SafeTensorsHeader
{
    /// <summary>Largest JSON header accepted; a network of a thousand tensors needs a tenth of a megabyte.</summary>
    public const int MaximumLength = 16 << 20;

    private const string MetadataKey = "__metadata__";

    /// <summary>Length prefix and JSON, padded with spaces to a multiple of 64 bytes so that the data starts aligned.</summary>
    /// <param name="entries">The tensors in file order, without gaps.</param>
    /// <param name="metadata">Strings kept in the header, in the order given.</param>
    /// <param name="reserved">Least total length, for a header that is written again when the counts are known.</param>
    public static byte[] Build(
        IEnumerable<SafeTensorEntry> entries, IEnumerable<KeyValuePair<string, string>>? metadata, int reserved = 0)
    {
        using var json = new MemoryStream();
        json.Write(stackalloc byte[8]);
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            if (metadata is not null)
            {
                writer.WriteStartObject(MetadataKey);
                foreach (var (key, value) in metadata)
                    writer.WriteString(key, value);
                writer.WriteEndObject();
            }
            foreach (var entry in entries)
            {
                writer.WriteStartObject(entry.Name);
                writer.WriteString("dtype", entry.Type.ToString());
                writer.WriteStartArray("shape");
                foreach (var dimension in entry.Shape)
                    writer.WriteNumberValue(dimension);
                writer.WriteEndArray();
                writer.WriteStartArray("data_offsets");
                writer.WriteNumberValue(entry.Start);
                writer.WriteNumberValue(entry.Start + entry.ByteLength);
                writer.WriteEndArray();
                writer.WriteEndObject();
            }
            writer.WriteEndObject();
        }
        var length = Math.Max((json.Length + 63) / 64 * 64, reserved);
        if (reserved > 0 && length > reserved)
            throw new InvalidOperationException($"The safetensors header takes {length} bytes; {reserved} were reserved.");
        var header = new byte[length];
        header.AsSpan().Fill((byte)' ');
        json.GetBuffer().AsSpan(0, (int)json.Length).CopyTo(header);
        BinaryPrimitives.WriteUInt64LittleEndian(header, (ulong)(length - 8));
        return header;
    }

    /// <summary>Reads and checks the header.</summary>
    /// <param name="path">For messages.</param>
    /// <param name="stream">At the start of the file.</param>
    /// <param name="fileLength">Bytes in the file.</param>
    /// <returns>The tensors in file order, the metadata, and where the data starts.</returns>
    /// <exception cref="DataException">The file is not a valid safetensors file.</exception>
    public static (List<SafeTensorEntry> Entries, Dictionary<string, string> Metadata, long DataStart) Read(
        string path, Stream stream, long fileLength)
    {
        if (fileLength < 10)
            throw Invalid(path, $"it has {fileLength} bytes, too few for a header");
        Span<byte> prefix = stackalloc byte[8];
        stream.ReadExactly(prefix);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length is < 2 or > MaximumLength || (long)length > fileLength - 8)
            throw Invalid(path, $"its header claims {length} bytes; the file has {fileLength}, and {MaximumLength} is the limit");
        var json = new byte[(int)length];
        stream.ReadExactly(json);
        var dataStart = 8 + (long)length;
        try
        {
            using var document = JsonDocument.Parse(json);
            var (entries, metadata) = Parse(path, document.RootElement);
            CheckRanges(path, entries, fileLength - dataStart);
            return (entries, metadata, dataStart);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw Invalid(path, $"its header is not the JSON that is expected ({e.Message.ReplaceLineEndings(" ")})", e);
        }
    }

    private static (List<SafeTensorEntry> Entries, Dictionary<string, string> Metadata) Parse(string path, JsonElement root)
    {
        var entries = new List<SafeTensorEntry>();
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in root.EnumerateObject())
        {
            if (!names.Add(property.Name))
                throw Invalid(path, $"the name '{property.Name}' occurs twice");
            if (property.Name == MetadataKey)
            {
                foreach (var pair in property.Value.EnumerateObject())
                    metadata[pair.Name] = pair.Value.GetString() ?? "";
                continue;
            }
            entries.Add(ParseEntry(path, property));
        }
        if (!IsSorted(entries))
            entries.Sort((a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : a.ByteLength.CompareTo(b.ByteLength));
        return (entries, metadata);
    }

    private static bool IsSorted(List<SafeTensorEntry> entries)
    {
        for (var i = 1; i < entries.Count; i++)
        {
            if (entries[i].Start <= entries[i - 1].Start)
                return false;
        }
        return true;
    }

    private static SafeTensorEntry ParseEntry(string path, JsonProperty property)
    {
        var (name, value) = (property.Name, property.Value);
        if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty("dtype", out var dtype)
            || !value.TryGetProperty("shape", out var shapeElement) || !value.TryGetProperty("data_offsets", out var offsets)
            || offsets.GetArrayLength() != 2)
            throw Invalid(path, $"tensor '{name}' lacks dtype, shape or data_offsets");
        var type = SafeTensorTypes.Parse(dtype.GetString())
            ?? throw Invalid(
                path, $"tensor '{name}' has type {dtype.GetString()}; {string.Join(", ", Enum.GetNames<SafeTensorType>())} are read");
        var shape = new long[shapeElement.GetArrayLength()];
        long size = type.Size();
        try
        {
            for (var i = 0; i < shape.Length; i++)
            {
                shape[i] = shapeElement[i].GetInt64();
                ArgumentOutOfRangeException.ThrowIfNegative(shape[i]);
                size = checked(size * shape[i]);
            }
        }
        catch (Exception e) when (e is OverflowException or ArgumentOutOfRangeException)
        {
            throw Invalid(path, $"tensor '{name}' has an impossible shape");
        }
        var (start, end) = (offsets[0].GetInt64(), offsets[1].GetInt64());
        if (start < 0 || end < start || end - start != size)
            throw Invalid(path, $"tensor '{name}' spans bytes {start} to {end}, but its shape needs {size} bytes");
        return new SafeTensorEntry(name, type, shape, start, size);
    }

    private static void CheckRanges(string path, List<SafeTensorEntry> entries, long dataLength)
    {
        var expected = 0L;
        foreach (var entry in entries)
        {
            if (entry.Start != expected)
                throw Invalid(
                    path, $"tensor '{entry.Name}' starts at byte {entry.Start} where {expected} is expected (a gap or an overlap)");
            expected += entry.ByteLength;
        }
        if (expected != dataLength)
            throw Invalid(path, $"its tensors need {expected} bytes of data and it has {dataLength}");
    }

    private static DataException Invalid(string path, string what, Exception? inner = null) =>
        new($"{path} is not a valid safetensors file: {what}.", inner);
}
