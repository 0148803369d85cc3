using static TorchSharp.torch;

namespace GanBench.Storage;

public static partial class SafeTensors
{
    /// <summary>Writes tensors of any device; each is copied to the CPU.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="tensors">Names as in a state dict; types float32, float64, int64, int32 and uint8.</param>
    /// <param name="metadata">Strings kept in the header.</param>
    /// <exception cref="ArgumentException">A name occurs twice, or a tensor has another type.</exception>
    /// <exception cref="EnvironmentException">The file cannot be written.</exception>
    public static void Save(
        string path, IEnumerable<(string Name, Tensor Tensor)> tensors, IEnumerable<KeyValuePair<string, string>>? metadata = null) =>
        Save(path, tensors.Select(t => ToBytes(t.Name, t.Tensor)), metadata);

    /// <summary>
    /// Reads all tensors of a file to the CPU; the caller owns them. F16 and BF16 become float32, which holds them exactly.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException">
    /// The file is missing, not a valid safetensors file, or has a tensor of a type that is not read.
    /// </exception>
    public static IReadOnlyDictionary<string, Tensor> Load(string path)
    {
        using var file = SafeTensorsFile.Open(path);
        file.RequireAll();
        return file.Entries.ToDictionary(e => e.Name, e => ToTensor(file, e), StringComparer.Ordinal);
    }

    /// <summary>A tensor's type, shape and bytes.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="tensor">The tensor, on any device.</param>
    /// <exception cref="ArgumentException">The type is none that is written.</exception>
    public static TensorBytes ToBytes(string name, Tensor tensor)
    {
        var type = tensor.dtype switch
        {
            ScalarType.Byte => SafeTensorType.U8,
            ScalarType.Int32 => SafeTensorType.I32,
            ScalarType.Int64 => SafeTensorType.I64,
            ScalarType.Float32 => SafeTensorType.F32,
            ScalarType.Float64 => SafeTensorType.F64,
            var other => throw new ArgumentException($"Tensor '{name}' has type {other}, which is not written.", nameof(tensor)),
        };
        using var scope = NewDisposeScope();
        var plain = tensor.detach().cpu().contiguous();
        return new TensorBytes(name, type, plain.shape, plain.numel() == 0 ? default : plain.bytes.ToArray());
    }

    /// <summary>A tensor of a type, shape and bytes; F16 and BF16 become float32.</summary>
    /// <param name="content">What it holds.</param>
    /// <returns>On the CPU; the caller owns it.</returns>
    public static Tensor ToTensor(TensorBytes content) => ToTensor(content.Type, content.Shape, content.Bytes.Span);

    /// <summary>Reads one tensor of a file to the CPU; the caller owns it. F16 and BF16 become float32.</summary>
    internal static Tensor ToTensor(SafeTensorsFile file, SafeTensorEntry entry) =>
        ToTensor(entry.Type, entry.Shape, entry.ByteLength > 0 ? file.Bytes(entry.Name) : []);

    private static Tensor ToTensor(SafeTensorType stored, IReadOnlyList<long> shape, ReadOnlySpan<byte> bytes)
    {
        var type = stored switch
        {
            SafeTensorType.U8 => ScalarType.Byte,
            SafeTensorType.I8 => ScalarType.Int8,
            SafeTensorType.I16 => ScalarType.Int16,
            SafeTensorType.I32 => ScalarType.Int32,
            SafeTensorType.I64 => ScalarType.Int64,
            SafeTensorType.F16 => ScalarType.Float16,
            SafeTensorType.BF16 => ScalarType.BFloat16,
            SafeTensorType.F32 => ScalarType.Float32,
            _ => ScalarType.Float64,
        };
        var tensor = empty([.. shape], type);
        if (bytes.Length > 0)
            bytes.CopyTo(tensor.bytes);
        if (stored is not (SafeTensorType.F16 or SafeTensorType.BF16))
            return tensor;
        using (tensor)
            return tensor.to(ScalarType.Float32);
    }
}
