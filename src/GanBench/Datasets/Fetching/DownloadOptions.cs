namespace GanBench.Datasets.Fetching;

/// <summary>How patient the downloader is.</summary>
public sealed record DownloadOptions
{
    /// <summary>The options that the commands use.</summary>
    public static DownloadOptions Default { get; } = new();

    /// <summary>Tries per address without progress, when the server or the connection fails; refusals are not repeated.</summary>
    public int Attempts { get; init; } = 4;

    /// <summary>Tries per address when not even a connection can be made.</summary>
    public int ConnectAttempts { get; init; } = 2;

    /// <summary>Wait before the second try; doubled before each further one.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>Longest wait for a connection.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest wait for the next bytes.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Bytes at most of a file whose size is not published: else a server could fill the disk.</summary>
    public long MostBytes { get; init; } = 4L << 30;

    /// <summary>Free bytes on the disk of a folder; a parameter so that tests can fill the disk.</summary>
    public Func<string, long> FreeBytes { get; init; } = folder => new DriveInfo(folder).AvailableFreeSpace;

    /// <summary>Opens the partial file; a parameter so that tests can make writing fail.</summary>
    public Func<string, FileStream> OpenPartial { get; init; } =
        path => new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1 << 16);
}
