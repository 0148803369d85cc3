namespace GanBench.Storage;

/// <summary>Element types of a safetensors file that GanBench reads. Tensors are written as U8, I32, I64, F32 and F64.</summary>
public enum SafeTensorType
{
    /// <summary>Unsigned byte.</summary>
    U8,

    /// <summary>Signed byte.</summary>
    I8,

    /// <summary>16-bit integer.</summary>
    I16,

    /// <summary>32-bit integer.</summary>
    I32,

    /// <summary>64-bit integer.</summary>
    I64,

    /// <summary>IEEE binary16.</summary>
    F16,

    /// <summary>The upper half of an IEEE binary32.</summary>
    BF16,

    /// <summary>IEEE binary32.</summary>
    F32,

    /// <summary>IEEE binary64.</summary>
    F64,
}

/// <summary>Sizes of the element types.</summary>
public static class SafeTensorTypes
{
    /// <summary>
    /// The type of a name in a header; null when it is not read. Reflection over the enum would take longer than the rest of the header.
    /// </summary>
    /// <param name="name">E.g. <c>F32</c>.</param>
    internal static SafeTensorType? Parse(string? name) => name switch
    {
        "U8" => SafeTensorType.U8,
        "I8" => SafeTensorType.I8,
        "I16" => SafeTensorType.I16,
        "I32" => SafeTensorType.I32,
        "I64" => SafeTensorType.I64,
        "F16" => SafeTensorType.F16,
        "BF16" => SafeTensorType.BF16,
        "F32" => SafeTensorType.F32,
        "F64" => SafeTensorType.F64,
        _ => null,
    };

    /// <summary>Bytes per element.</summary>
    /// <param name="type">The element type.</param>
    public static int Size(this SafeTensorType type) => type switch
    {
        SafeTensorType.U8 or SafeTensorType.I8 => 1,
        SafeTensorType.I16 or SafeTensorType.F16 or SafeTensorType.BF16 => 2,
        SafeTensorType.I32 or SafeTensorType.F32 => 4,
        _ => 8,
    };
}

/// <summary>Place and form of one tensor in a safetensors file.</summary>
/// <param name="Name">Its name, as in a PyTorch state dict.</param>
/// <param name="Type">Element type.</param>
/// <param name="Shape">Dimensions, row-major; empty for a scalar.</param>
/// <param name="Start">First byte, counted from the end of the header.</param>
/// <param name="ByteLength">Bytes; the product of the dimensions times the element size.</param>
public sealed record SafeTensorEntry(string Name, SafeTensorType Type, IReadOnlyList<long> Shape, long Start, long ByteLength);
