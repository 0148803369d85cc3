namespace GanBench.Runs;

/// <summary>Removes run directories.</summary>
public static class RunRemoval
{
    /// <summary>
    /// Removes a run with everything in its directory. The specification goes first: a removal that is cut short leaves no run.
    /// </summary>
    /// <param name="directory">The run.</param>
    /// <exception cref="RunFailedException">Another process works on it.</exception>
    /// <exception cref="EnvironmentException">A file cannot be removed.</exception>
    public static void Remove(RunDirectory directory)
    {
        try
        {
            using (RunLock.Take(directory))
            {
                File.Delete(directory.SpecFile);
                foreach (var folder in Directory.EnumerateDirectories(directory.Path))
                    Directory.Delete(folder, recursive: true);
                foreach (var file in Directory.EnumerateFiles(directory.Path).Where(file => file != directory.LockFile))
                    File.Delete(file);
            }
            File.Delete(directory.LockFile);
            // Whoever has begun the run anew meanwhile keeps it.
            if (!Directory.EnumerateFileSystemEntries(directory.Path).Any())
                Directory.Delete(directory.Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EnvironmentException($"Cannot remove {directory.Path}: {e.Message}", e);
        }
    }

    /// <summary>Bytes that a run takes.</summary>
    /// <param name="directory">The run.</param>
    public static long Size(RunDirectory directory) =>
        new DirectoryInfo(directory.Path).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
}
