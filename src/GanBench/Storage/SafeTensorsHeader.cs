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

    /// <summary>Name of the object of strings.</summary>
    public const string MetadataKey = "__metadata__";

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
    /// <exception cref="DataException">The file is not a valid safetensors file.</exception>
    public static SafeTensorsContent Read(string path, Stream stream, long fileLength)
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
        try
        {
            using var document = JsonDocument.Parse(json);
            return new SafeTensorsParser(path).Parse(document.RootElement, dataStart: 8 + (long)length, fileLength);
        }
        catch (JsonException e)
        {
            throw Invalid(path, $"its header is not the JSON that is expected", e);
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException)
        {
            throw Invalid(path, "its header is not the JSON that is expected: an object of objects", e);
        }
    }

    /// <summary>The error of a file that is not valid.</summary>
    /// <param name="path">The file.</param>
    /// <param name="what">Why, without a full stop.</param>
    /// <param name="inner">What was thrown, or null.</param>
    public static DataException Invalid(string path, string what, Exception? inner = null) =>
        new($"{path} is not a valid safetensors file: {what}.", inner);
}
