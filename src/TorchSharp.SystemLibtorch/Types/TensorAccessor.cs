using System.Collections;

namespace TorchSharp.Utils;

/// <summary>The elements of a CPU tensor, in row-major order whatever its strides. Reading and writing go to the tensor's memory.</summary>
public sealed unsafe class TensorAccessor<T> : IDisposable, IEnumerable<T>
    where T : unmanaged
{
    private readonly torch.Tensor tensor;
    private readonly T* first;
    private readonly long[] shape;
    private readonly long[] strides;
    private readonly bool contiguous;

    internal TensorAccessor(torch.Tensor tensor)
    {
        this.tensor = tensor;
        first = (T*)tensor.DataPointer();
        shape = tensor.shape;
        strides = tensor.stride();
        contiguous = tensor.is_contiguous();
        Count = tensor.NumberOfElements;
    }

    public long Count { get; }

    public bool IsContiguous => contiguous;

    /// <summary>Element by position in row-major order.</summary>
    public T this[long index]
    {
        get => first[Offset(index)];
        set => first[Offset(index)] = value;
    }

    /// <summary>Element by coordinates.</summary>
    public T this[params long[] indices]
    {
        get => first[Offset(indices)];
        set => first[Offset(indices)] = value;
    }

    public T[] ToArray()
    {
        var array = new T[Count];
        CopyTo(array);
        return array;
    }

    /// <summary>A .NET array of as many dimensions as the tensor has.</summary>
    public Array ToNDArray()
    {
        if (shape.Length == 0)
        {
            return ToArray();
        }

        var array = Array.CreateInstance(typeof(T), shape);
        var values = ToArray();
        var coordinates = new long[shape.Length];
        for (long position = 0; position < Count; position++)
        {
            var rest = position;
            for (var axis = shape.Length - 1; axis >= 0; axis--)
            {
                coordinates[axis] = rest % shape[axis];
                rest /= shape[axis];
            }

            array.SetValue(values[position], coordinates);
        }

        return array;
    }

    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) =>
        CopyTo(array.AsSpan(arrayIndex, (int)Math.Min(array.Length - arrayIndex, Count - tensorIndex)), tensorIndex);

    public void CopyTo(Span<T> array, long tensorIndex = 0)
    {
        var count = Math.Min(array.Length, Count - tensorIndex);
        if (contiguous)
        {
            new ReadOnlySpan<T>(first + tensorIndex, checked((int)count)).CopyTo(array);
        }
        else
        {
            for (var i = 0; i < count; i++)
            {
                array[i] = this[tensorIndex + i];
            }
        }

        GC.KeepAlive(tensor);
    }

    public void CopyFrom(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyFrom(array.AsSpan(arrayIndex), tensorIndex);

    public void CopyFrom(ReadOnlySpan<T> array, long tensorIndex = 0)
    {
        var count = Math.Min(array.Length, Count - tensorIndex);
        for (var i = 0; i < count; i++)
        {
            this[tensorIndex + i] = array[i];
        }

        GC.KeepAlive(tensor);
    }

    public IEnumerator<T> GetEnumerator()
    {
        for (long i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Does nothing: the tensor owns the memory.</summary>
    public void Dispose()
    {
    }

    private long Offset(long index)
    {
        if (index < 0 || index >= Count)
        {
            throw new IndexOutOfRangeException($"The index {index} is not in 0..{Count - 1}.");
        }

        if (contiguous)
        {
            return index;
        }

        var offset = 0L;
        for (var axis = shape.Length - 1; axis >= 0; axis--)
        {
            offset += index % shape[axis] * strides[axis];
            index /= shape[axis];
        }

        return offset;
    }

    private long Offset(long[] indices)
    {
        if (indices.Length != shape.Length)
        {
            throw new ArgumentException($"{indices.Length} indices for a tensor of {shape.Length} dimensions.", nameof(indices));
        }

        var offset = 0L;
        for (var axis = 0; axis < shape.Length; axis++)
        {
            if (indices[axis] < 0 || indices[axis] >= shape[axis])
            {
                throw new IndexOutOfRangeException($"The index {indices[axis]} of dimension {axis} is not in 0..{shape[axis] - 1}.");
            }

            offset += indices[axis] * strides[axis];
        }

        return offset;
    }
}
