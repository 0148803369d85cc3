using System.Numerics;
using System.Runtime.InteropServices;

namespace TorchSharp;

public static partial class torch
{
    // The factories below are generic where TorchSharp lists one overload per element type; calls read the same. The element type of
    // the tensor is that of the data unless dtype is given.
    /// <summary>A tensor with a copy of the data.</summary>
    /// <exception cref="ArgumentException">T is no element type, or the dimensions do not multiply to the number of elements.</exception>
    public static Tensor tensor<T>(T[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null)
        where T : unmanaged => FromSpan<T>(rawArray, [rawArray.Length], dtype, device, requires_grad);

    public static Tensor tensor<T>(T[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null)
        where T : unmanaged => FromSpan<T>(rawArray, dimensions, dtype, device, requires_grad);

    public static Tensor tensor<T>(IList<T> rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null)
        where T : unmanaged => FromSpan<T>(AsArray(rawArray), [rawArray.Count], dtype, device, requires_grad);

    public static Tensor tensor<T>(IList<T> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null)
        where T : unmanaged => FromSpan<T>(AsArray(rawArray), dimensions, dtype, device, requires_grad);

    public static Tensor tensor<T>(IList<T> rawArray, long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null)
        where T : unmanaged => FromSpan<T>(AsArray(rawArray), [rows, columns], dtype, device, requires_grad);

    public static Tensor tensor<T>(IList<T> rawArray, long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null)
        where T : unmanaged => FromSpan<T>(AsArray(rawArray), [dim0, dim1, dim2], dtype, device, requires_grad);

    public static Tensor tensor<T>(
        IList<T> rawArray, long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null)
        where T : unmanaged => FromSpan<T>(AsArray(rawArray), [dim0, dim1, dim2, dim3], dtype, device, requires_grad);

    public static Tensor tensor<T>(T[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null)
        where T : unmanaged => FromArray<T>(rawArray, dtype, device, requires_grad);

    public static Tensor tensor<T>(T[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null)
        where T : unmanaged => FromArray<T>(rawArray, dtype, device, requires_grad);

    public static Tensor tensor<T>(T[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null)
        where T : unmanaged => FromArray<T>(rawArray, dtype, device, requires_grad);

    public static Tensor tensor<T>(Memory<T> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null)
        where T : unmanaged => FromSpan<T>(rawArray.Span, dimensions, dtype, device, requires_grad);

    public static Tensor tensor(bool scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromSpan<bool>([scalar], [], dtype, device, requires_grad);

    public static Tensor tensor(byte scalar, Device? device = null, bool requires_grad = false) => FromSpan<byte>([scalar], [], null, device, requires_grad);

    public static Tensor tensor(byte scalar, ScalarType? dtype, Device? device = null, bool requires_grad = false) =>
        FromSpan<byte>([scalar], [], dtype, device, requires_grad);

    public static Tensor tensor(sbyte scalar, Device? device = null, bool requires_grad = false) => FromSpan<sbyte>([scalar], [], null, device, requires_grad);

    public static Tensor tensor(sbyte scalar, ScalarType? dtype, Device? device = null, bool requires_grad = false) =>
        FromSpan<sbyte>([scalar], [], dtype, device, requires_grad);

    public static Tensor tensor(short scalar, Device? device = null, bool requires_grad = false) => FromSpan<short>([scalar], [], null, device, requires_grad);

    public static Tensor tensor(short scalar, ScalarType? dtype, Device? device = null, bool requires_grad = false) =>
        FromSpan<short>([scalar], [], dtype, device, requires_grad);

    public static Tensor tensor(int scalar, Device? device = null, bool requires_grad = false) => FromSpan<int>([scalar], [], null, device, requires_grad);

    public static Tensor tensor(int scalar, ScalarType? dtype, Device? device = null, bool requires_grad = false) =>
        FromSpan<int>([scalar], [], dtype, device, requires_grad);

    public static Tensor tensor(long scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromSpan<long>([scalar], [], dtype, device, requires_grad);

    public static Tensor tensor(Half scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromSpan<Half>([scalar], [], dtype, device, requires_grad);

    public static Tensor tensor(BFloat16 scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromSpan<BFloat16>([scalar], [], dtype, device, requires_grad);

    public static Tensor tensor(float scalar, Device? device = null, bool requires_grad = false) => FromSpan<float>([scalar], [], null, device, requires_grad);

    public static Tensor tensor(float scalar, ScalarType? dtype, Device? device = null, bool requires_grad = false) =>
        FromSpan<float>([scalar], [], dtype, device, requires_grad);

    public static Tensor tensor(double scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromSpan<double>([scalar], [], dtype, device, requires_grad);

    public static Tensor tensor(Complex scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromSpan<Complex>([scalar], [], dtype, device, requires_grad);

    public static Tensor tensor((float, float) scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromSpan<(float, float)>([scalar], [], dtype, device, requires_grad);

    /// <summary>A complex number from its parts.</summary>
    public static Tensor tensor(float real, float imaginary, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        FromSpan<(float, float)>([(real, imaginary)], [], dtype, device, requires_grad);

    public static Tensor tensor(double real, double imaginary, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        FromSpan<Complex>([new Complex(real, imaginary)], [], dtype, device, requires_grad);

    public static Tensor tensor((double Real, double Imaginary) scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        FromSpan<Complex>([new Complex(scalar.Real, scalar.Imaginary)], [], dtype, device, requires_grad);

    /// <summary>A tensor of the shape and element type of a .NET array.</summary>
    public static Tensor from_array(Array rawArray, Device? device = null) => from_array(rawArray, null, device);

    public static Tensor from_array(Array rawArray, ScalarType? dtype, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        FromBytes(BytesOf(rawArray), TypeOf(rawArray.GetType().GetElementType()!), ShapeOf(rawArray), dtype, device, requires_grad);

    internal static Tensor FromSpan<T>(ReadOnlySpan<T> data, ReadOnlySpan<long> dimensions, ScalarType? dtype, Device? device, bool requiresGrad)
        where T : unmanaged => FromBytes(MemoryMarshal.AsBytes(data), TypeOf<T>(), dimensions, dtype, device, requiresGrad);

    private static Tensor FromArray<T>(Array array, ScalarType? dtype, Device? device, bool requiresGrad)
        where T : unmanaged => FromBytes(BytesOf(array), TypeOf<T>(), ShapeOf(array), dtype, device, requiresGrad);

    private static unsafe Tensor FromBytes(
        ReadOnlySpan<byte> bytes, ScalarType type, ReadOnlySpan<long> dimensions, ScalarType? dtype, Device? device, bool requiresGrad)
    {
        Tensor made;
        fixed (byte* first = bytes)
        fixed (long* sizes = dimensions)
        {
            made = new Tensor(NativeError.Check(NativeMethods.gb_tensor_from_bytes(first, bytes.Length, (int)type, sizes, dimensions.Length)));
        }

        var place = Place(device);
        if ((dtype ?? type) != type || (place is not null && place.type != DeviceType.CPU))
        {
            made = made.to(dtype ?? type, place ?? CPU, disposeAfter: true);
        }

        return requiresGrad ? made.requires_grad_() : made;
    }

    private static T[] AsArray<T>(IList<T> list) => list as T[] ?? [.. list];

    private static ReadOnlySpan<byte> BytesOf(Array array)
    {
        var element = (int)ElementSize(TypeOf(array.GetType().GetElementType()!));
        return MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetArrayDataReference(array), checked(array.Length * element));
    }

    private static long[] ShapeOf(Array array) => [.. Enumerable.Range(0, array.Rank).Select(array.GetLongLength)];

    private static int ElementSize(ScalarType type) =>
        type switch
        {
            ScalarType.Byte or ScalarType.Int8 or ScalarType.Bool => 1,
            ScalarType.Int16 or ScalarType.Float16 or ScalarType.BFloat16 => 2,
            ScalarType.Int32 or ScalarType.Float32 => 4,
            ScalarType.ComplexFloat64 => 16,
            _ => 8,
        };
}
