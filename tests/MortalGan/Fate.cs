using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace MortalGan;

/// <summary>What can happen to a process.</summary>
internal static partial class Fate
{
    /// <summary>Lets it happen.</summary>
    /// <param name="name">
    /// live, slow (a twentieth of a second), stall (for ever), abort (the C library's), terminate (a native of libtorch that nothing
    /// guards), fail (.NET's) or shortage (a GPU without memory, in libtorch's words).
    /// </param>
    public static void Meet(string name)
    {
        switch (name)
        {
            case "live":
                break;
            case "slow":
                Thread.Sleep(50);
                break;
            case "stall":
                Thread.Sleep(Timeout.Infinite);
                break;
            case "abort":
                Console.Error.WriteLine("The test's objective aborts here.");
                Abort();
                break;
            case "terminate":
                using (var wide = ones([2, 2], float64))
                using (var narrow = ones([2, 2], float32))
                    _ = wide.matmul(narrow);
                break;
            case "fail":
                Environment.FailFast("The test's objective fails here.");
                break;
            case "shortage":
                throw new ExternalException(
                    "CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has a total capacity of 79.10 GiB of which 1.02 GiB is free. "
                    + "See documentation for Memory Management\nException raised from malloc at CUDACachingAllocator.cpp:1589");
            default:
                throw new ArgumentException($"There is no fate '{name}'.");
        }
    }

    [LibraryImport("libc", EntryPoint = "abort")]
    private static partial void Abort();
}
