using System.Runtime.InteropServices;

namespace GanBench.Storage;

/// <summary>Tells files from pipes, sockets and devices without opening them: opening a pipe waits for a writer, for ever.</summary>
internal static unsafe partial class FileKind
{
    private const int TypeMask = 0xF000, RegularFile = 0x8000, Folder = 0x4000, StatusWords = 64;

    /// <summary>Whether a path leads to a pipe, a socket or a device. Links are followed; what is not there is none of these.</summary>
    /// <param name="path">The path.</param>
    public static bool IsSpecial(string path)
    {
        if (OperatingSystem.IsWindows())
            return false;
        // More than the runtime's structure takes, which begins with flags and mode (of 32 bits each) on every Unix. libc's own differs
        // from one system to the next.
        var status = stackalloc int[StatusWords];
        return Stat(path, status) == 0 && (status[1] & TypeMask) is not (RegularFile or Folder);
    }

    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_Stat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Stat(string path, int* status);
}
