using GanBench.Storage;

namespace GanBench.Datasets.Formats;

/// <summary>Lists the files below a folder; links are followed, and a link that leads back is refused.</summary>
internal static class FolderWalk
{
    private const int MaximumDepth = 64;

    /// <summary>
    /// All files that are not hidden (leading dot), in no particular order; pipes, sockets and devices are no files, and never opened.
    /// </summary>
    /// <param name="folder">Where to start.</param>
    /// <param name="recursive">Whether the folders in it are looked into.</param>
    /// <param name="special">Takes the paths of pipes, sockets and devices.</param>
    /// <exception cref="DataException">A folder cannot be read, or a link leads back into a folder above it.</exception>
    public static IEnumerable<string> Files(string folder, bool recursive = true, ICollection<string>? special = null) =>
        Walk(new DirectoryInfo(folder), [], recursive, special);

    private static IEnumerable<string> Walk(DirectoryInfo folder, List<string> above, bool recursive, ICollection<string>? special)
    {
        var real = RealPath(folder);
        if (above.Contains(real) || above.Count > MaximumDepth)
            throw new DataException($"{folder.FullName} is a link that leads back to {real}; remove it.");
        List<string> path = [.. above, real];
        FileSystemInfo[] children;
        try
        {
            children = folder.GetFileSystemInfos();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"Cannot read {folder.FullName}: {e.Message}", e);
        }
        foreach (var child in children.Where(c => !c.Name.StartsWith('.')))
        {
            if (child is DirectoryInfo inner)
            {
                if (!recursive)
                    continue;
                foreach (var file in Walk(inner, path, recursive, special))
                    yield return file;
            }
            else if (FileKind.IsSpecial(child.FullName))
            {
                special?.Add(child.FullName);
            }
            else
            {
                yield return child.FullName;
            }
        }
    }

    private static string RealPath(DirectoryInfo folder)
    {
        try
        {
            return folder.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? folder.FullName;
        }
        catch (IOException e)
        {
            throw new DataException($"{folder.FullName} is a link that leads nowhere or back to itself; remove it.", e);
        }
    }
}
