using System.Globalization;

namespace GanBench.Datasets;

/// <summary>
/// A short name for a text that decides which cache file is meant. FNV-1a of 64 bits, since nobody attacks a cache and loading
/// OpenSSL for SHA-256 would take a third of the time that opening a dataset does.
/// </summary>
internal static class CacheKey
{
    /// <summary>16 hex digits.</summary>
    /// <param name="text">The text.</param>
    public static string Of(ReadOnlySpan<char> text)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in text)
            hash = (hash ^ c) * 1099511628211UL;
        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }
}
