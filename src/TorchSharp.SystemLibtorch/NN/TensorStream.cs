using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>
/// TorchSharp's binary form of a tensor: element type, rank and sizes in LEB128 (which is .NET's 7-bit encoding of non-negative
/// integers), then the elements in C order, little-endian.
/// </summary>
internal static class TensorStream
{
    public static void Write(BinaryWriter writer, Tensor tensor)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var shape = tensor.shape;
        writer.Write7BitEncodedInt64((long)tensor.dtype);
        writer.Write7BitEncodedInt64(shape.Length);
        foreach (var size in shape)
            writer.Write7BitEncodedInt64(size);
        writer.Write(tensor.detach().cpu().contiguous().bytes);
    }

    /// <summary>A new tensor on the CPU.</summary>
    /// <exception cref="EndOfStreamException">The stream ends within the tensor.</exception>
    public static Tensor Read(BinaryReader reader)
    {
        var type = (ScalarType)reader.Read7BitEncodedInt64();
        var shape = new long[reader.Read7BitEncodedInt64()];
        for (var d = 0; d < shape.Length; d++)
            shape[d] = reader.Read7BitEncodedInt64();
        var tensor = empty(shape, type, CPU);
        reader.BaseStream.ReadExactly(tensor.bytes);
        return tensor;
    }
}
