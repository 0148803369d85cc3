namespace GanBench.Reporting.Live;

/// <summary>
/// The files of a folder of runs, as far as the live page touches them: none that is reached through a link, which could lead anywhere,
/// and none without content, which could be a pipe that never answers.
/// </summary>
/// <param name="root">The folder.</param>
internal sealed class PlainFiles(string root)
{
    /// <summary>The folder's full path.</summary>
    public string Root { get; } = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));

    /// <summary>Whether nothing between the folder and a path below it is a link.</summary>
    /// <param name="path">The path.</param>
    public bool IsPlain(string path)
    {
        for (var part = path; part.Length > Root.Length; part = Path.GetDirectoryName(part)!)
        {
            if (new FileInfo(part).LinkTarget is not null)
                return false;
        }
        return path.StartsWith(Root + Path.DirectorySeparatorChar, StringComparison.Ordinal);
    }

    /// <summary>A file with content, or null.</summary>
    /// <param name="path">Its full path.</param>
    public FileInfo? Find(string path) =>
        IsPlain(path) && new FileInfo(path) is { Exists: true, Length: > 0 } info ? info : null;
}
