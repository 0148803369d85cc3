using System.Runtime.InteropServices;
using System.Text;

namespace GanBench.Storage;

/// <summary>
/// Writes files so that a reader, or a process started after a power cut, finds either the old content or the whole new one:
/// temporary name in the same folder, flush to the disk, rename.
/// </summary>
public static partial class AtomicFile
{
    /// <summary>Every temporary file ends like this, so leftovers of killed processes can be told from data.</summary>
    public const string TemporarySuffix = ".tmp";

    /// <summary>Writes <paramref name="path"/> through a stream that starts empty; missing folders are made.</summary>
    /// <param name="path">The final name; an existing file is replaced.</param>
    /// <param name="write">Writes the content. When it throws, nothing under the final name has changed.</param>
    /// <exception cref="EnvironmentException">The folder cannot be written or the disk is full.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        var temporary = TemporaryName(path);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(temporary)!);
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            Publish(temporary, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EnvironmentException($"Cannot write {path}: {e.Message}", e);
        }
        finally
        {
            TryDelete(temporary);
        }
    }

    /// <summary>Writes all of <paramref name="bytes"/>.</summary>
    /// <inheritdoc cref="Write"/>
    public static void WriteAllBytes(string path, ReadOnlySpan<byte> bytes)
    {
        // A span cannot be captured by the lambda.
        var copy = bytes.ToArray();
        Write(path, stream => stream.Write(copy));
    }

    /// <summary>Writes <paramref name="text"/> as UTF-8 without a byte order mark.</summary>
    /// <inheritdoc cref="Write"/>
    public static void WriteAllText(string path, string text) => WriteAllBytes(path, Encoding.UTF8.GetBytes(text));

    /// <summary>
    /// Removes a temporary file if it is still there; a failure is silent, since the first error is the one worth telling.
    /// </summary>
    /// <param name="temporary">The file.</param>
    public static void TryDelete(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    /// <summary>A name beside <paramref name="path"/> that no other process uses.</summary>
    /// <param name="path">The final name.</param>
    public static string TemporaryName(string path)
    {
        var full = Path.GetFullPath(path);
        return Path.Combine(Path.GetDirectoryName(full)!,
            $".{Path.GetFileName(full)}.{Environment.ProcessId}-{Guid.NewGuid():N}{TemporarySuffix}");
    }

    /// <summary>Renames a complete, flushed file to its final name and makes the rename durable.</summary>
    /// <param name="temporary">The complete file.</param>
    /// <param name="path">The final name, in the same folder.</param>
    public static void Publish(string temporary, string path)
    {
        File.Move(temporary, path, overwrite: true);
        if (!OperatingSystem.IsWindows())
            FlushDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    // A rename is durable once the folder is flushed. A file system that cannot do it is no reason to fail.
    private static void FlushDirectory(string directory)
    {
        var descriptor = Open(directory, 0);
        if (descriptor < 0)
            return;
        _ = Fsync(descriptor);
        _ = Close(descriptor);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
