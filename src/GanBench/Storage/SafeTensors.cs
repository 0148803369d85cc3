namespace GanBench.Storage;

/// <summary>One tensor as plain bytes.</summary>
/// <param name="Name">Its name, as in a PyTorch state dict.</param>
/// <param name="Type">Element type.</param>
/// <param name="Shape">Dimensions, row-major; empty for a scalar.</param>
/// <param name="Bytes">Little-endian elements.</param>
public sealed record TensorBytes(string Name, SafeTensorType Type, IReadOnlyList<long> Shape, ReadOnlyMemory<byte> Bytes);

/// <summary>
/// Reads and writes safetensors, the open format of PyTorch and others that holds numbers and executes nothing
/// (<see href="https://huggingface.co/docs/safetensors"/>). The same content always gives the same bytes.
/// </summary>
public static partial class SafeTensors
{
    /// <summary>Writes the tensors in the order given; the file appears whole or not at all.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="tensors">The tensors; names must differ.</param>
    /// <param name="metadata">Strings kept in the header.</param>
    /// <exception cref="ArgumentException">A name occurs twice, or a shape does not fit its bytes.</exception>
    /// <exception cref="EnvironmentException">The file cannot be written.</exception>
    public static void Save(
        string path, IEnumerable<TensorBytes> tensors, IEnumerable<KeyValuePair<string, string>>? metadata = null)
    {
        var list = tensors.ToList();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var entries = new List<SafeTensorEntry>(list.Count);
        var start = 0L;
        foreach (var (name, type, shape, bytes) in list)
        {
            if (!names.Add(name))
                throw new ArgumentException($"Tensor '{name}' is given twice.", nameof(tensors));
            if (shape.Aggregate((long)type.Size(), (product, dimension) => checked(product * dimension)) != bytes.Length)
                throw new ArgumentException($"Tensor '{name}' has {bytes.Length} bytes, which its shape does not give.", nameof(tensors));
            entries.Add(new SafeTensorEntry(name, type, shape, start, bytes.Length));
            start += bytes.Length;
        }
        var header = SafeTensorsHeader.Build(entries, metadata);
        AtomicFile.Write(path, stream =>
        {
            stream.Write(header);
            foreach (var tensor in list)
                stream.Write(tensor.Bytes.Span);
        });
    }

    /// <summary>Reads all tensors as plain bytes.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException">
    /// The file is missing, not a valid safetensors file, or has a tensor of a type that is not read.
    /// </exception>
    public static (IReadOnlyList<TensorBytes> Tensors, IReadOnlyDictionary<string, string> Metadata) LoadBytes(string path)
    {
        using var file = SafeTensorsFile.Open(path);
        file.RequireAll();
        var tensors = file.Entries.Select(e => new TensorBytes(e.Name, e.Type, e.Shape, file.Bytes(e.Name).ToArray())).ToList();
        return (tensors, file.Metadata);
    }
}
