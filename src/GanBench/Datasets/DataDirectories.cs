namespace GanBench.Datasets;

/// <summary>Where datasets live on this machine (XDG base directories).</summary>
public static class DataDirectories
{
    /// <summary>Variable that names the folder of the original files.</summary>
    public const string DataVariable = "GANBENCH_DATA_DIR";

    /// <summary>Variable that names the folder of decoded datasets.</summary>
    public const string CacheVariable = "GANBENCH_CACHE_DIR";

    /// <summary>The original files: <c>GANBENCH_DATA_DIR</c>, else <c>~/.cache/ganbench/data</c>.</summary>
    public static string Data => Resolve(DataVariable, "data");

    /// <summary>Decoded datasets: <c>GANBENCH_CACHE_DIR</c>, else <c>~/.cache/ganbench/cache</c>. May be deleted at any time.</summary>
    public static string Cache => Resolve(CacheVariable, "cache");

    private static string Resolve(string variable, string leaf)
    {
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value)
            return Path.GetFullPath(value);
        // The XDG specification: a relative XDG_CACHE_HOME is to be ignored.
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        if (string.IsNullOrEmpty(cache) || !Path.IsPathRooted(cache))
            cache = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return Path.Combine(cache, "ganbench", leaf);
    }
}
