using System.Collections.Concurrent;

namespace GanBench.Datasets;

/// <summary>
/// What caches have in common: they save time and no value, so where one cannot be written the work goes on without it, and says so
/// once per folder.
/// </summary>
public static class OptionalCache
{
    private static readonly ConcurrentDictionary<string, bool> Told = new(StringComparer.Ordinal);

    /// <summary>Gets one line for each folder that cannot be written, the first time.</summary>
    public static event Action<string>? Unusable;

    /// <summary>Writes what would be quicker to have next time.</summary>
    /// <param name="folder">The cache directory.</param>
    /// <param name="write">Writes below it.</param>
    internal static void TryWrite(string folder, Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is EnvironmentException or IOException or UnauthorizedAccessException)
        {
            Tell(folder, e);
        }
    }

    /// <summary>Says that a folder cannot be written, unless that was said before.</summary>
    /// <param name="folder">The cache directory.</param>
    /// <param name="reason">Why.</param>
    internal static void Tell(string folder, Exception reason)
    {
        if (Told.TryAdd(Path.GetFullPath(folder), true))
            Unusable?.Invoke(
                $"going on without the cache {folder}, so the same work is done again next time: {reason.Message} "
                + (reason.Message.Contains(DataDirectories.CacheVariable, StringComparison.Ordinal)
                    ? "" : $"Set {DataDirectories.CacheVariable} to a folder with space."));
    }
}
