namespace TorchSharp;

public static partial class torch
{
    /// <summary>A source of random numbers with its own state. The CPU generator is libtorch's Mersenne Twister.</summary>
    public class Generator : IDisposable
    {
        private static readonly Lazy<Generator> DefaultGenerator = new(() => new Generator(NativeError.Check(NativeMethods.gb_generator_default(CPU.Packed)), CPU));

        private nint handle;

        /// <summary>A generator on a device (default: CPU), seeded.</summary>
        public Generator(ulong seed = 0, Device? device = null)
        {
            this.device = device ?? CPU;
            InitializeDevice(this.device);
            handle = NativeError.Check(NativeMethods.gb_generator_new(this.device.Packed, seed));
        }

        // The generator that a native call handed over. The second parameter tells it from a seed.
        private Generator(nint handle, Device device)
        {
            this.device = device;
            this.handle = handle;
        }

        ~Generator() => Dispose(false);

        /// <summary>The generator that random operators on the CPU use when given none.</summary>
        public static Generator Default => DefaultGenerator.Value;

        public IntPtr Handle
        {
            get
            {
                ObjectDisposedException.ThrowIf(handle == 0, this);
                return handle;
            }
        }

        public Device device { get; }

        /// <summary>The whole state as a byte tensor.</summary>
        public Tensor get_state() => new(NativeError.Check(NativeMethods.gb_generator_state(Handle)));

        public void set_state(Tensor value)
        {
            NativeError.Check(NativeMethods.gb_generator_set_state(Handle, value.Handle));
            GC.KeepAlive(value);
        }

        public Generator manual_seed(long seed)
        {
            NativeError.Check(NativeMethods.gb_generator_set_seed(Handle, unchecked((ulong)seed)));
            return this;
        }

        /// <summary>Seeds from the machine's entropy and returns the seed.</summary>
        public unsafe long seed()
        {
            ulong value;
            NativeError.Check(NativeMethods.gb_generator_new_seed(Handle, &value));
            return unchecked((long)value);
        }

        public unsafe long initial_seed()
        {
            ulong value;
            NativeError.Check(NativeMethods.gb_generator_initial_seed(Handle, &value));
            return unchecked((long)value);
        }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            var owned = Interlocked.Exchange(ref handle, 0);
            if (owned != 0)
            {
                NativeMethods.gb_generator_free(owned);
            }
        }
    }
}
