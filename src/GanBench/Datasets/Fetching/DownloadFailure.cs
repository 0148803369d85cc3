using System.Net;

namespace GanBench.Datasets.Fetching;

/// <summary>Why one address did not give the file, and whether trying again may help.</summary>
internal sealed class DownloadFailure(string reason, DownloadFailure.Remedy remedy, Exception? inner = null) : Exception(reason, inner)
{
    /// <summary>What to do next.</summary>
    public enum Remedy
    {
        /// <summary>Try the same address again.</summary>
        Retry,

        /// <summary>No connection: try again, but not often.</summary>
        RetryConnection,

        /// <summary>Go on with the next mirror.</summary>
        NextMirror,
    }

    /// <summary>What to do next.</summary>
    public Remedy Next { get; } = remedy;

    /// <summary>The failure that an HTTP status means; null for success.</summary>
    public static DownloadFailure? FromStatus(HttpStatusCode status)
    {
        var code = (int)status;
        if (code is >= 200 and < 300)
            return null;
        var retry = code is 408 or 429 or >= 500;
        return new DownloadFailure($"HTTP {code} {status}", retry ? Remedy.Retry : Remedy.NextMirror);
    }
}
