using GanBench.Storage;

namespace GanBench.Datasets;

/// <summary>Finds a dataset's files: in its own folder under the data directory, or in the data directory itself.</summary>
/// <param name="dataDirectory">The data directory.</param>
/// <param name="name">The dataset's name, which is its folder's.</param>
internal sealed class SourceFolder(string dataDirectory, string name)
{
    /// <summary>The dataset's own folder; fetched files go there.</summary>
    public string Own { get; } = Path.Combine(Path.GetFullPath(dataDirectory), name);

    /// <summary>Whether a file lies in the dataset's own folder, and not in the one that all datasets have in common.</summary>
    /// <param name="path">A path that <see cref="File"/> gave.</param>
    public bool IsOwn(string path) => path.StartsWith(Own + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>The first of these names that exists as a regular file, or null.</summary>
    /// <param name="names">Names in order of preference; <c>*</c> stands for any characters.</param>
    public string? File(params ReadOnlySpan<string> names) => First(InputFile.Exists, names);

    /// <summary>The first of these names that exists as a folder, or null.</summary>
    /// <param name="names">Names in order of preference.</param>
    public string? Folder(params ReadOnlySpan<string> names) => First(Directory.Exists, names);

    private string? First(Func<string, bool> exists, ReadOnlySpan<string> names)
    {
        foreach (var folder in (ReadOnlySpan<string>)[Own, Path.GetFullPath(dataDirectory)])
        {
            foreach (var candidate in names)
            {
                var path = candidate.Contains('*') ? Match(folder, candidate) : Path.Combine(folder, candidate);
                if (path is not null && exists(path))
                    return path;
            }
        }
        return null;
    }

    private static string? Match(string folder, string pattern) =>
        Directory.Exists(folder) ? Directory.GetFiles(folder, pattern).Order(StringComparer.Ordinal).FirstOrDefault() : null;
}
