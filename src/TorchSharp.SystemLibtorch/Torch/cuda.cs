namespace TorchSharp;

public static partial class torch
{
    /// <summary>NVIDIA devices.</summary>
    public static partial class cuda
    {
        public static bool is_available() => cuda_is_available();

        public static bool is_cudnn_available() => NativeMethods.gb_cudnn_available() != 0;

        public static int device_count() => NativeMethods.gb_cuda_device_count();

        public static void manual_seed(long seed) => manual_seed_all(seed);

        public static void manual_seed_all(long seed) => NativeError.Check(NativeMethods.gb_cuda_manual_seed_all(unchecked((ulong)seed)));

        /// <summary>Waits until the device (default: the current one) has done everything asked of it.</summary>
        public static void synchronize(Device? device = null)
        {
            InitializeDeviceType(DeviceType.CUDA);
            NativeError.Check(NativeMethods.gb_cuda_synchronize((device ?? CUDA).Packed));
        }
    }

    /// <summary>Switches of the libraries under libtorch.</summary>
    public static partial class backends
    {
        public static partial class cuda
        {
            public static bool flash_sdp_enabled() => NativeMethods.gb_sdp_enabled(0) != 0;

            public static void enable_flash_sdp(bool enable) => NativeMethods.gb_set_sdp(0, enable ? 1 : 0);

            public static bool math_sdp_enabled() => NativeMethods.gb_sdp_enabled(1) != 0;

            public static void enable_math_sdp(bool enable) => NativeMethods.gb_set_sdp(1, enable ? 1 : 0);

            public static class matmul
            {
                /// <summary>Whether matrix products on CUDA may round their inputs to TensorFloat-32.</summary>
                public static bool allow_tf32
                {
                    get => NativeMethods.gb_allow_tf32(0) != 0;
                    set => NativeError.Check(NativeMethods.gb_set_allow_tf32(0, value ? 1 : 0));
                }
            }
        }

        public static class cudnn
        {
            /// <summary>Whether cuDNN's convolutions may round their inputs to TensorFloat-32.</summary>
            public static bool allow_tf32
            {
                get => NativeMethods.gb_allow_tf32(1) != 0;
                set => NativeError.Check(NativeMethods.gb_set_allow_tf32(1, value ? 1 : 0));
            }
        }
    }
}
