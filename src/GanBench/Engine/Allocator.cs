using System.Runtime.InteropServices;

namespace GanBench.Engine;

/// <summary>
/// Keeps memory that libtorch frees for its next use. Every step makes and frees the same large tensors; the C library returns those to
/// the kernel and takes them anew, and the kernel then clears them page by page, which costs more than many an operator (a step of
/// dcgan at 28 pixels and batch 128 took three times as long on a virtual machine).
/// </summary>
internal static partial class Allocator
{
    private const int TrimThreshold = -1, TopPad = -2, MapLimit = -4, ArenaLimit = -8;
    private const int TopPadBytes = 64 << 20, Never = -1;

    /// <summary>Applies where the C library is GNU's and the user has not chosen otherwise; before libtorch loads.</summary>
    /// <param name="user">Reads a variable of the user's.</param>
    /// <returns>What stands now, for people.</returns>
    public static string Keep(Func<string, string?> user)
    {
        if (user("GLIBC_TUNABLES")?.Contains("glibc.malloc", StringComparison.Ordinal) == true)
            return "as GLIBC_TUNABLES says";
        if (!OperatingSystem.IsLinux())
            return "the system's";
        try
        {
            // All from one heap that only grows: no block is a mapping of its own, and no freed one goes back to the kernel.
            var kept = SetOption(MapLimit, 0) & SetOption(TrimThreshold, Never) & SetOption(TopPad, TopPadBytes) & SetOption(ArenaLimit, 1);
            return kept == 1 ? "the C library's, freed memory is kept" : "the system's";
        }
        catch (EntryPointNotFoundException)
        {
            return "the system's";
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int SetOption(int option, int value);
}
