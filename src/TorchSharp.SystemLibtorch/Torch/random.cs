namespace TorchSharp;

public static partial class torch
{
    /// <summary>Seeds the default generators of every device and returns the CPU's.</summary>
    public static Generator manual_seed(long seed) => random.manual_seed(seed);

    /// <summary>The default generator of the CPU.</summary>
    public static partial class random
    {
        public static long seed()
        {
            var seed = Generator.Default.seed();
            manual_seed(seed);
            return seed;
        }

        public static long initial_seed() => Generator.Default.initial_seed();

        public static Generator manual_seed(long seed)
        {
            NativeError.Check(NativeMethods.gb_manual_seed(unchecked((ulong)seed)));
            return Generator.Default;
        }

        public static Tensor get_rng_state() => Generator.Default.get_state();

        public static void set_rng_state(Tensor new_state) => Generator.Default.set_state(new_state);
    }
}
