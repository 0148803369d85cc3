using System.IO.Compression;
using GanBench.Imaging;
using GanBench.Storage;
using GanBench.Text;

namespace GanBench.Datasets.Formats;

/// <summary>
/// The files of a folder or of a zip archive, which is held open, read one by one and safely from several threads. Hidden files are left
/// out, and what macOS puts into archives beside each file.
/// </summary>
internal sealed class FileSet : IDisposable
{
    // Entries are read one at a time, so the archive as a whole may be as large as it likes.
    private static readonly ArchiveLimits ZipLimits = ArchiveLimits.Default with { Entries = 10_000_000, TotalBytes = long.MaxValue };

    private readonly ZipArchive? _zip;

    private FileSet(IReadOnlyList<ArchiveEntry> files, IReadOnlyList<string> special, ZipArchive? zip) =>
        (Files, Special, _zip) = (files, special, zip);

    /// <summary>The files in the order of their paths inside, ordinal. Each may be read from any thread.</summary>
    public IReadOnlyList<ArchiveEntry> Files { get; }

    /// <summary>Paths of pipes, sockets and devices, which are not opened.</summary>
    public IReadOnlyList<string> Special { get; }

    /// <summary>Lists a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="recursive">Whether its subfolders are looked into.</param>
    /// <exception cref="DataException">It is not there or cannot be read, or a link leads back into a folder above it.</exception>
    public static FileSet OpenFolder(string folder, bool recursive)
    {
        if (!Directory.Exists(folder))
            throw new DataException($"There is no folder {folder}.");
        var special = new List<string>();
        var files = FolderWalk.Files(folder, recursive, special)
            .Select(file => new ArchiveEntry(Inside(folder, file), file, () => ImageFile.ReadBytes(file)))
            .OrderBy(file => file.Name, StringComparer.Ordinal).ToList();
        return new FileSet(files, [.. special.Select(file => Inside(folder, file)).Order(StringComparer.Ordinal)], null);
    }

    /// <summary>Opens a zip archive.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="recursive">Whether its subfolders are looked into.</param>
    /// <exception cref="DataException">It is not there, no zip archive, damaged or unsafe (<see cref="Archive"/>).</exception>
    public static FileSet OpenZip(string path, bool recursive)
    {
        if (!File.Exists(path))
            throw new DataException($"There is no file {path}.");
        ZipArchive? zip = null;
        try
        {
            zip = ZipFile.OpenRead(InputFile.Regular(path));
            var gate = new Lock();
            var files = Archive.List(path, zip, name => IsWanted(name, recursive), ZipLimits)
                .Select(entry => entry with { Read = () => { lock (gate) return entry.Read(); } }).ToList();
            return new FileSet(files, [], zip);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            zip?.Dispose();
            throw new DataException(
                $"Cannot read {path} as a zip archive: {(e is InvalidDataException damage ? ParserMessages.Of(damage) : e.Message)}", e);
        }
        catch
        {
            zip?.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _zip?.Dispose();

    private static bool IsWanted(string name, bool recursive) =>
        (recursive || !name.Contains('/')) && !Array.Exists(name.Split('/'), part => part.StartsWith('.') || part == "__MACOSX");

    private static string Inside(string folder, string file) =>
        Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/');
}
