using System.Globalization;
using System.Numerics;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The memory of a contiguous CPU tensor. The span is valid while the tensor lives.</summary>
        /// <exception cref="InvalidOperationException">The tensor is not contiguous or not on the CPU.</exception>
        public unsafe Span<byte> bytes
        {
            get
            {
                if (!is_contiguous())
                {
                    throw new InvalidOperationException("bytes: the tensor is not contiguous; call contiguous() first.");
                }

                return new Span<byte>(DataPointer(), checked((int)(NumberOfElements * ElementSize)));
            }

            set
            {
                var target = bytes;
                if (value.Length != target.Length)
                {
                    throw new ArgumentException($"bytes: the tensor holds {target.Length} bytes, {value.Length} were given.", nameof(value));
                }

                value.CopyTo(target);
            }
        }

        /// <summary>The elements, in row-major order whatever the strides, read and written in place.</summary>
        /// <exception cref="ArgumentException">T is not the tensor's element type.</exception>
        /// <exception cref="InvalidOperationException">The tensor is not on the CPU.</exception>
        public TensorAccessor<T> data<T>()
            where T : unmanaged
        {
            CheckElementType<T>();
            return new TensorAccessor<T>(this);
        }

        /// <summary>The only element of a tensor of one element, from whatever device.</summary>
        /// <exception cref="ArgumentException">The tensor has not one element, or T is not its element type.</exception>
        public T item<T>()
            where T : unmanaged
        {
            if (NumberOfElements != 1)
            {
                throw new ArgumentException($"item: the tensor has {NumberOfElements} elements, not one.");
            }

            CheckElementType<T>();
            if (device_type == DeviceType.CPU)
            {
                unsafe
                {
                    var value = *(T*)DataPointer();
                    GC.KeepAlive(this);
                    return value;
                }
            }

            using var here = cpu();
            return here.item<T>();
        }

        /// <summary>Element i of a float32 CPU tensor's storage, counted from its first element.</summary>
        public float ReadCpuSingle(long i) => ReadCpu<float>(i);

        public double ReadCpuDouble(long i) => ReadCpu<double>(i);

        public int ReadCpuInt32(long i) => ReadCpu<int>(i);

        public long ReadCpuInt64(long i) => ReadCpu<long>(i);

        public byte ReadCpuByte(long i) => ReadCpu<byte>(i);

        public bool ReadCpuBool(long i) => ReadCpu<bool>(i);

        /// <summary>The storage behind the tensor, which its views share.</summary>
        public Storage<T> storage<T>()
            where T : unmanaged
        {
            CheckElementType<T>();
            return new Storage<T>(this);
        }

        internal unsafe void* DataPointer()
        {
            if (device_type != DeviceType.CPU)
            {
                throw new InvalidOperationException($"Reading data needs a tensor on the CPU, this one is on {device}; call cpu() first.");
            }

            void* address;
            var status = NativeMethods.gb_tensor_data(Handle, &address);
            GC.KeepAlive(this);
            NativeError.Check(status);
            return address;
        }

        internal void CheckElementType<T>()
            where T : unmanaged
        {
            var expected = TypeOf<T>();
            if (dtype != expected)
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"The tensor holds {dtype}, not {expected} ({typeof(T).Name}); convert it with to_type first."));
            }
        }

        private unsafe T ReadCpu<T>(long i)
            where T : unmanaged
        {
            CheckElementType<T>();
            if (i < 0 || i >= NumberOfElements)
            {
                throw new IndexOutOfRangeException($"The index {i} is not in 0..{NumberOfElements - 1}.");
            }

            var value = ((T*)DataPointer())[i];
            GC.KeepAlive(this);
            return value;
        }
    }

    /// <summary>The element type that holds a .NET type.</summary>
    /// <exception cref="ArgumentException">Tensors do not hold that type.</exception>
    internal static ScalarType TypeOf<T>() => TypeOf(typeof(T));

    internal static ScalarType TypeOf(Type type) =>
        type == typeof(float) ? ScalarType.Float32
        : type == typeof(double) ? ScalarType.Float64
        : type == typeof(long) ? ScalarType.Int64
        : type == typeof(int) ? ScalarType.Int32
        : type == typeof(byte) ? ScalarType.Byte
        : type == typeof(bool) ? ScalarType.Bool
        : type == typeof(short) ? ScalarType.Int16
        : type == typeof(sbyte) ? ScalarType.Int8
        : type == typeof(Half) ? ScalarType.Float16
        : type == typeof(BFloat16) ? ScalarType.BFloat16
        : type == typeof((float, float)) ? ScalarType.ComplexFloat32
        : type == typeof(Complex) ? ScalarType.ComplexFloat64
        : throw new ArgumentException($"Tensors do not hold {type.Name}.");
}
