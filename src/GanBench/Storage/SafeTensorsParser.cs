using System.Text.Json;

namespace GanBench.Storage;

/// <summary>
/// Reads the JSON of one header. A tensor of a type that is not read is noted and its place checked; it makes only itself unreadable.
/// </summary>
/// <param name="path">For messages.</param>
internal sealed class SafeTensorsParser(string path)
{
    private readonly List<SafeTensorEntry> _entries = [];
    private readonly List<Place> _places = [];
    private readonly Dictionary<string, string> _otherTypes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _metadata = new(StringComparer.Ordinal);

    /// <summary>Reads and checks.</summary>
    /// <param name="root">The header.</param>
    /// <param name="dataStart">Where the data starts.</param>
    /// <param name="fileLength">Bytes in the file.</param>
    /// <exception cref="DataException">The header is not valid.</exception>
    public SafeTensorsContent Parse(JsonElement root, long dataStart, long fileLength)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in root.EnumerateObject())
        {
            if (!names.Add(property.Name))
                throw Invalid($"the name '{property.Name}' occurs twice");
            if (property.Name == SafeTensorsHeader.MetadataKey)
            {
                foreach (var pair in property.Value.EnumerateObject())
                    _metadata[pair.Name] = pair.Value.GetString() ?? "";
                continue;
            }
            Add(property.Name, property.Value);
        }
        if (!IsSorted())
        {
            _entries.Sort((a, b) => Compare(new Place(a.Name, a.Start, a.ByteLength), new Place(b.Name, b.Start, b.ByteLength)));
            _places.Sort(Compare);
        }
        CheckPlaces(fileLength - dataStart);
        return new SafeTensorsContent(_entries, _otherTypes, _metadata, dataStart);
    }

    private static int Compare(Place a, Place b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : a.Length.CompareTo(b.Length);

    private bool IsSorted()
    {
        for (var i = 1; i < _places.Count; i++)
        {
            if (_places[i].Start <= _places[i - 1].Start)
                return false;
        }
        return true;
    }

    private void Add(string name, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty("dtype", out var dtype)
            || !value.TryGetProperty("shape", out var shape) || !value.TryGetProperty("data_offsets", out var offsets)
            || offsets.ValueKind != JsonValueKind.Array || offsets.GetArrayLength() != 2)
            throw Invalid($"tensor '{name}' lacks dtype, shape or data_offsets");
        try
        {
            Add(name, dtype.GetString() ?? "null", shape, offsets[0].GetInt64(), offsets[1].GetInt64());
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException)
        {
            throw Invalid($"its JSON says of tensor '{name}' a dtype, shape or data_offsets of another kind than the format has", e);
        }
    }

    private void Add(string name, string typeName, JsonElement shape, long start, long end)
    {
        var type = SafeTensorTypes.Parse(typeName);
        var (dimensions, count) = ParseShape(name, shape, type?.Size() ?? 1);
        var needed = type is null ? end - start : count * type.Value.Size();
        if (start < 0 || end < start || end - start != needed)
            throw Invalid($"tensor '{name}' spans bytes {start} to {end}, but its shape needs {needed} bytes");
        _places.Add(new Place(name, start, needed));
        if (type is null)
            _otherTypes[name] = typeName;
        else
            _entries.Add(new SafeTensorEntry(name, type.Value, dimensions, start, needed));
    }

    private (long[] Dimensions, long Count) ParseShape(string name, JsonElement shape, int size)
    {
        var dimensions = new long[shape.GetArrayLength()];
        // Of the dimensions that are not 0: an empty tensor with others without bounds could not be made.
        var product = 1L;
        for (var i = 0; i < dimensions.Length; i++)
        {
            dimensions[i] = shape[i].GetInt64();
            if (dimensions[i] < 0 || product > long.MaxValue / size / Math.Max(1, dimensions[i]))
                throw Invalid($"tensor '{name}' has an impossible shape");
            product *= Math.Max(1, dimensions[i]);
        }
        return (dimensions, dimensions.Contains(0) ? 0 : product);
    }

    private void CheckPlaces(long dataLength)
    {
        var expected = 0L;
        foreach (var (name, start, length) in _places)
        {
            if (start != expected)
                throw Invalid($"tensor '{name}' starts at byte {start} where {expected} is expected (a gap or an overlap)");
            expected += length;
        }
        if (expected != dataLength)
            throw Invalid($"its tensors need {expected} bytes of data and it has {dataLength}");
    }

    private DataException Invalid(string what, Exception? inner = null) => SafeTensorsHeader.Invalid(path, what, inner);

    /// <summary>Where a tensor lies, counted from the end of the header.</summary>
    private readonly record struct Place(string Name, long Start, long Length);
}
