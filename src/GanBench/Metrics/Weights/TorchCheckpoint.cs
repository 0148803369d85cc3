using System.Buffers.Binary;
using System.IO.Compression;
using GanBench.Storage;

namespace GanBench.Metrics.Weights;

/// <summary>
/// Reads tensors from files of <c>torch.save</c>, both the zip format and the older one (PyTorch before 1.6), without executing
/// anything: see <see cref="PickleReader"/>.
/// </summary>
public static class TorchCheckpoint
{
    private const long LegacyMagic = unchecked((long)0xa86a20f9469cfc6c);
    private const int LegacyProtocol = 1001;

    /// <summary>PyTorch's storage classes and their element types here.</summary>
    internal static IReadOnlyDictionary<string, SafeTensorType> StorageTypes { get; } = new Dictionary<string, SafeTensorType>(
        StringComparer.Ordinal)
    {
        ["FloatStorage"] = SafeTensorType.F32,
        ["DoubleStorage"] = SafeTensorType.F64,
        ["LongStorage"] = SafeTensorType.I64,
        ["IntStorage"] = SafeTensorType.I32,
        ["ByteStorage"] = SafeTensorType.U8,
    };

    /// <summary>Reads a state dictionary.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Its tensors by name, in the file's order.</returns>
    /// <exception cref="DataException">
    /// The file is missing, damaged, not a dictionary of plain tensors, or asks for something to be executed.
    /// </exception>
    public static IReadOnlyList<TensorBytes> Load(string path)
    {
        try
        {
            var bytes = InputFile.ReadAllBytes(path);
            return bytes.AsSpan().StartsWith("PK"u8) ? LoadZip(bytes, path) : LoadLegacy(bytes, path);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException or OverflowException)
        {
            var why = e is OverflowException ? "a size in it is out of range." : e.Message;
            throw new DataException($"Cannot read {path} as a PyTorch checkpoint: {why}", e);
        }
    }

    private static List<TensorBytes> LoadZip(byte[] bytes, string path)
    {
        using var archive = new ZipArchive(new MemoryStream(bytes), ZipArchiveMode.Read);
        var pickle = archive.Entries.FirstOrDefault(e => e.FullName.EndsWith("/data.pkl", StringComparison.Ordinal))
            ?? throw new DataException($"{path} is a zip archive without data.pkl, so it is no PyTorch checkpoint.");
        var root = pickle.FullName[..^"data.pkl".Length];
        var content = new PickleReader(Read(pickle, bytes.Length), path).Read();
        return Collect(content, path, storage => Read(
            archive.GetEntry($"{root}data/{storage.Key}")
                ?? throw new DataException($"{path} lacks the numbers of storage {storage.Key}."), bytes.Length));
    }

    private static List<TensorBytes> LoadLegacy(byte[] bytes, string path)
    {
        var reader = new PickleReader(bytes, path);
        if (reader.Read() is not LegacyMagic || reader.Read() is not (long)LegacyProtocol)
            throw new DataException($"{path} is not a PyTorch checkpoint.");
        reader.Read();
        var content = reader.Read();
        if (reader.Read() is not List<object?> keys)
            throw new DataException($"{path} has no list of storages.");
        var types = Tensors(content, path).Select(t => t.Value.Storage).DistinctBy(s => s.Key)
            .ToDictionary(s => s.Key, s => StorageTypes[s.Type]);
        var storages = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        var at = reader.Position;
        foreach (var key in keys)
        {
            if (key is not string name || !types.TryGetValue(name, out var type) || bytes.Length - at < 8)
                throw new DataException($"{path} has a damaged list of storages.");
            var length = checked(BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at)) * type.Size());
            at += 8;
            if (length < 0 || length > bytes.Length - at)
                throw new DataException($"{path} is cut off in storage {name}.");
            storages[name] = bytes.AsMemory(at, (int)length);
            at += (int)length;
        }
        return Collect(content, path, storage => storages.TryGetValue(storage.Key, out var data)
            ? data
            : throw new DataException($"{path} lacks the numbers of storage {storage.Key}."));
    }

    private static List<TensorBytes> Collect(object? content, string path, Func<PickledStorage, ReadOnlyMemory<byte>> read)
    {
        var storages = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        var result = new List<TensorBytes>();
        foreach (var (name, tensor) in Tensors(content, path))
        {
            if (!storages.TryGetValue(tensor.Storage.Key, out var data))
                storages[tensor.Storage.Key] = data = read(tensor.Storage);
            var type = StorageTypes[tensor.Storage.Type];
            var (start, length) = Range(tensor, name, path, type.Size());
            if (start + length > data.Length)
                throw new DataException($"{path}: tensor {name} reaches beyond its {data.Length} bytes.");
            result.Add(new TensorBytes(name, type, tensor.Shape, data.Slice((int)start, (int)length)));
        }
        return result;
    }

    private static IEnumerable<(string Name, PickledTensor Value)> Tensors(object? content, string path)
    {
        if (content is not Dictionary<object, object?> dictionary)
            throw new DataException($"{path} holds no dictionary of tensors.");
        foreach (var (key, value) in dictionary)
        {
            yield return key is string name && value is PickledTensor tensor
                ? (name, tensor)
                : throw new DataException($"{path} holds something other than a tensor under '{key}'.");
        }
    }

    private static (long Start, long Length) Range(PickledTensor tensor, string name, string path, int size)
    {
        var expected = 1L;
        for (var i = tensor.Shape.Length - 1; i >= 0; i--)
        {
            if (tensor.Shape[i] < 0 || i >= tensor.Strides.Length || (tensor.Strides[i] != expected && tensor.Shape[i] > 1))
                throw new DataException($"{path}: tensor {name} is not stored contiguously.");
            expected = checked(expected * tensor.Shape[i]);
        }
        if (tensor.Offset < 0)
            throw new DataException($"{path}: tensor {name} starts before its storage.");
        return (checked(tensor.Offset * size), checked(expected * size));
    }

    private static byte[] Read(ZipArchiveEntry entry, long archiveLength)
    {
        // PyTorch stores without compression: a longer entry than its archive would be a zip bomb.
        if (entry.Length > archiveLength)
            throw new InvalidDataException($"{entry.FullName} is compressed, which PyTorch does not do.");
        using var stream = entry.Open();
        var content = new byte[entry.Length];
        stream.ReadExactly(content);
        return content;
    }
}
