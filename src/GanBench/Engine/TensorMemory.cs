using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace GanBench.Engine;

/// <summary>Between .NET's memory and a tensor's, without a copy in between.</summary>
public static class TensorMemory
{
    /// <summary>A new float32 tensor on the CPU, filled in place: the engine's memory is written, no array is made.</summary>
    /// <param name="shape">Its shape.</param>
    /// <param name="fill">Writes all elements, the last dimension fastest; the memory is not cleared before.</param>
    public static Tensor Create(ReadOnlySpan<long> shape, SpanAction fill)
    {
        var tensor = empty(shape, ScalarType.Float32, CPU);
        fill(MemoryMarshal.Cast<byte, float>(tensor.bytes));
        // The span above does not hold the tensor.
        GC.KeepAlive(tensor);
        return tensor;
    }

    /// <summary>
    /// Moves a tensor to a device and type; the given one is disposed unless it is there already. To a GPU without waiting for it: CUDA
    /// takes a copy of ordinary memory before the call returns, and libtorch keeps page-locked memory until the GPU has read it.
    /// </summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="device">Where it is needed.</param>
    /// <param name="dtype">Of what type.</param>
    public static Tensor MoveTo(this Tensor tensor, Device device, ScalarType dtype = ScalarType.Float32)
    {
        if (tensor.dtype == dtype && tensor.device_type == device.type && (device.index < 0 || tensor.device_index == device.index))
            return tensor;
        using (tensor)
            return tensor.to(dtype, device, non_blocking: device.type == DeviceType.CUDA);
    }

    /// <summary>The value of a tensor with one element, of any type and on any device; waits for the device.</summary>
    /// <param name="tensor">One element.</param>
    public static double ToNumber(this Tensor tensor)
    {
        using var host = tensor.device_type == DeviceType.CPU ? null : tensor.cpu();
        var source = host ?? tensor;
        var bytes = source.bytes;
        var value = source.dtype switch
        {
            ScalarType.Float32 => MemoryMarshal.Read<float>(bytes),
            ScalarType.Float64 => MemoryMarshal.Read<double>(bytes),
            ScalarType.Int64 => MemoryMarshal.Read<long>(bytes),
            ScalarType.Int32 => MemoryMarshal.Read<int>(bytes),
            ScalarType.Bool or ScalarType.Byte => bytes[0],
            var other => throw new ArgumentException($"Numbers are not read from tensors of {other}.", nameof(tensor)),
        };
        // The span above does not hold the tensor.
        GC.KeepAlive(tensor);
        return value;
    }

    /// <summary>The values of a tensor, read in one transfer; waits for the device.</summary>
    /// <param name="tensor">Of any shape, float64; read row by row.</param>
    public static double[] ToNumbers(this Tensor tensor)
    {
        using var host = tensor.device_type == DeviceType.CPU ? null : tensor.cpu();
        var values = MemoryMarshal.Cast<byte, double>((host ?? tensor).bytes).ToArray();
        // The span above does not hold the tensor.
        GC.KeepAlive(tensor);
        return values;
    }

    /// <summary>Writes a tensor's elements.</summary>
    /// <param name="elements">All of them.</param>
    public delegate void SpanAction(Span<float> elements);
}
