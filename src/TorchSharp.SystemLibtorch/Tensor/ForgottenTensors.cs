namespace TorchSharp;

/// <summary>
/// Frees tensors that were made outside any scope and forgotten. The garbage collector sees objects of 32 bytes and would wait for
/// gigabytes; it is asked to run when the allocator of CPU tensors has handed out a lot, and again whenever that has doubled.
/// </summary>
internal static class ForgottenTensors
{
    /// <summary>Bytes in tensors below which nothing is done.</summary>
    public const long Least = 1L << 30;

    public static void Collect()
    {
        // First, so that other threads do not collect as well.
        NativeMethods.gb_allocator_set_alarm(Least);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        NativeMethods.gb_allocator_set_alarm(Least);
    }
}
