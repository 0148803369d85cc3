namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Number of dimensions.</summary>
        public long ndim => Describe().Dimensions;

        public long NumberOfElements => Describe().Elements;

        /// <summary>Bytes of one element.</summary>
        public long ElementSize => Describe().ElementSize;

        public ScalarType dtype => (ScalarType)Describe().Dtype;

        public Device device => Device.FromPacked(Describe().Device);

        public DeviceType device_type => (DeviceType)(int)(Describe().Device & 0xffffffff);

        public int device_index => (int)(Describe().Device >> 32);

        public bool is_cuda => device_type == DeviceType.CUDA;

        public bool is_cpu => device_type == DeviceType.CPU;

        public long[] shape => Sizes(strides: false);

        /// <summary>The tensor with its dimensions reversed.</summary>
        public Tensor T => Op.Call("aten::numpy_T", this);

        /// <summary>The tensor with its last two dimensions swapped.</summary>
        public Tensor mT => Op.Call("aten::mT", this);

        public long dim() => ndim;

        public long numel() => NumberOfElements;

        public long element_size() => ElementSize;

        public long size(int dim) => Pick(shape, dim);

        public long[] size() => shape;

        public long[] stride() => Sizes(strides: true);

        public long stride(int dim) => Pick(stride(), dim);

        public bool is_floating_point() => IsFloatingPoint(dtype);

        public bool is_integral() => IsIntegral(dtype);

        public bool is_complex() => dtype is ScalarType.ComplexFloat32 or ScalarType.ComplexFloat64;

        public bool is_contiguous()
        {
            var answer = NativeMethods.gb_tensor_is_contiguous(Handle);
            GC.KeepAlive(this);
            NativeError.Check(answer);
            return answer != 0;
        }

        internal unsafe TensorInfo Describe()
        {
            TensorInfo info;
            var status = NativeMethods.gb_tensor_describe(Handle, &info);
            GC.KeepAlive(this);
            NativeError.Check(status);
            return info;
        }

        private static long Pick(long[] values, int dim)
        {
            var position = dim < 0 ? dim + values.Length : dim;
            return (uint)position < (uint)values.Length
                ? values[position]
                : throw new ArgumentOutOfRangeException(nameof(dim), dim, $"The tensor has {values.Length} dimensions.");
        }

        private unsafe long[] Sizes(bool strides)
        {
            var values = new long[Describe().Dimensions];
            fixed (long* first = values)
            {
                var status = strides
                    ? NativeMethods.gb_tensor_strides(Handle, first, values.Length)
                    : NativeMethods.gb_tensor_sizes(Handle, first, values.Length);
                GC.KeepAlive(this);
                NativeError.Check(status);
            }

            return values;
        }
    }

    internal static bool IsFloatingPoint(ScalarType type) =>
        type is ScalarType.Float32 or ScalarType.Float64 or ScalarType.Float16 or ScalarType.BFloat16;

    internal static bool IsIntegral(ScalarType type) =>
        type is ScalarType.Byte or ScalarType.Int8 or ScalarType.Int16 or ScalarType.Int32 or ScalarType.Int64;
}
