using System.Formats.Tar;
using System.IO.Compression;
using System.IO.Hashing;
using GanBench.Imaging;
using GanBench.Storage;
using GanBench.Text;

namespace GanBench.Datasets.Formats;

/// <summary>
/// Lists files of a zip, tar, tar.gz or folder in the order of their names. Nothing is ever unpacked to disk; an archive with a
/// link, a device, an absolute path or a path that leads outside is refused as a whole, since no official release has one.
/// </summary>
internal static class Archive
{
    /// <summary>Opens an archive and lists the files that are wanted.</summary>
    /// <param name="path">The archive or folder.</param>
    /// <param name="wanted">Chooses by name.</param>
    /// <param name="limits">How much it may hold; null for the default.</param>
    /// <param name="use">Reads the entries, which are closed afterwards.</param>
    /// <exception cref="DataException">The archive is damaged or unsafe.</exception>
    public static void Read(
        string path, Func<string, bool> wanted, Action<IReadOnlyList<ArchiveEntry>> use, ArchiveLimits? limits = null)
    {
        limits ??= ArchiveLimits.Default;
        try
        {
            if (Directory.Exists(path))
            {
                use(Sorted(FolderEntries(path, wanted)));
                return;
            }
            using var file = InputFile.OpenRead(path);
            Span<byte> magic = stackalloc byte[4];
            var read = file.ReadAtLeast(magic, 4, throwOnEndOfStream: false);
            file.Position = 0;
            if (magic[..read].SequenceEqual("PK\x03\x04"u8))
            {
                using var zip = new ZipArchive(file, ZipArchiveMode.Read);
                use(Sorted(ZipEntries(path, zip, wanted, limits)));
            }
            else
            {
                using var content = GZip.OpenIfCompressed(file);
                use(Sorted(TarEntries(path, content, wanted, limits)));
            }
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new DataException($"Cannot read {path}: {Problem(e)} It may be damaged; fetch it again.", e);
        }
    }

    /// <summary>Lists the files of an open zip archive that are wanted, in the order of their names.</summary>
    /// <param name="path">What it is called in messages.</param>
    /// <param name="zip">The archive; the entries are read from it, by one thread at a time.</param>
    /// <param name="wanted">Chooses by name.</param>
    /// <param name="limits">How much it may hold.</param>
    /// <exception cref="DataException">The archive is unsafe.</exception>
    public static IReadOnlyList<ArchiveEntry> List(string path, ZipArchive zip, Func<string, bool> wanted, ArchiveLimits limits) =>
        Sorted(ZipEntries(path, zip, wanted, limits));

    private static List<ArchiveEntry> Sorted(IEnumerable<ArchiveEntry> entries)
    {
        var list = entries.ToList();
        list.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        for (var i = 1; i < list.Count; i++)
        {
            if (list[i].Name == list[i - 1].Name)
                throw new DataException($"{list[i].Origin} occurs twice.");
        }
        return list;
    }

    private static IEnumerable<ArchiveEntry> FolderEntries(string folder, Func<string, bool> wanted) =>
        FolderWalk.Files(folder)
            .Select(file => (Path: file, Name: Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/')))
            .Where(file => wanted(file.Name))
            .Select(file => new ArchiveEntry(file.Name, file.Path, () => ImageFile.ReadBytes(file.Path)));

    private static IEnumerable<ArchiveEntry> ZipEntries(string path, ZipArchive zip, Func<string, bool> wanted, ArchiveLimits limits)
    {
        const int UnixTypeMask = 0xF000, UnixRegular = 0x8000, UnixFolder = 0x4000;
        var guard = new Guard(path, limits);
        foreach (var entry in zip.Entries)
        {
            guard.Enter(entry.FullName, entry.Length);
            var unixType = (entry.ExternalAttributes >> 16) & UnixTypeMask;
            if (unixType is not (0 or UnixRegular or UnixFolder))
                throw guard.Refuse(entry.FullName, "is a link or a device");
            if (entry.FullName.EndsWith('/') || !wanted(entry.FullName))
                continue;
            var origin = $"{path}, {entry.FullName}";
            yield return new ArchiveEntry(entry.FullName, origin, () => ReadZip(entry, origin));
        }
    }

    private static byte[] ReadZip(ZipArchiveEntry entry, string origin)
    {
        try
        {
            using var stream = entry.Open();
            var content = AnnouncedContent.Read(stream, entry.Length);
            // ZipArchive does not compare the checksum, and stops at the length that the archive's directory states.
            return Crc32.HashToUInt32(content) == entry.Crc32 ? content : throw new InvalidDataException("its checksum is wrong.");
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw new DataException($"Cannot read {origin}: {Problem(e)}", e);
        }
    }

    private static string Problem(Exception error) => error switch
    {
        InvalidDataException damage => ParserMessages.Of(damage),
        EndOfStreamException => "it ends early.",
        _ => error.Message,
    };

    // A tar stream can be read once, so the wanted entries are kept in memory, compressed pictures as they are.
    private static IEnumerable<ArchiveEntry> TarEntries(string path, Stream content, Func<string, bool> wanted, ArchiveLimits limits)
    {
        var guard = new Guard(path, limits);
        using var tar = new TarReader(content, leaveOpen: true);
        while (Next(tar) is { } entry)
        {
            if (entry.EntryType is TarEntryType.GlobalExtendedAttributes)
                continue;
            guard.Enter(entry.Name, entry.Length);
            if (entry.EntryType is TarEntryType.Directory)
                continue;
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile))
                throw guard.Refuse(entry.Name, "is a link or a device");
            if (!wanted(entry.Name))
                continue;
            var bytes = entry.DataStream is { } data ? AnnouncedContent.Read(data, entry.Length) : [];
            yield return new ArchiveEntry(entry.Name, $"{path}, {entry.Name}", () => bytes);
        }
        // Reading to the end makes sure that the compressed file is whole.
        content.CopyTo(Stream.Null);
    }

    // A damaged header has sizes and times out of range, and kinds of entries that this reader of tar files leaves to others.
    private static TarEntry? Next(TarReader tar)
    {
        try
        {
            return tar.GetNextEntry();
        }
        catch (Exception e) when (e is FormatException or OverflowException or ArgumentException)
        {
            throw new InvalidDataException("the header of an entry is not as it should be.", e);
        }
        catch (NotSupportedException e)
        {
            throw new InvalidDataException("it has an entry of a kind that is not read.", e);
        }
    }

    private sealed class Guard(string path, ArchiveLimits limits)
    {
        private int _entries;
        private long _total;

        public void Enter(string name, long length)
        {
            if (++_entries > limits.Entries)
                throw new DataException($"{path} has more than {limits.Entries} entries and is not read.");
            if (length > limits.EntryBytes || (_total += length) > limits.TotalBytes)
                throw new DataException(
                    $"{path} would expand to more than {Math.Min(limits.EntryBytes, limits.TotalBytes)} bytes at {name} and is not read.");
            if (name.Length == 0 || name[0] == '/' || name.Contains('\\') || name.Contains('\0') || name.Contains(':')
                || name.Split('/').Contains(".."))
                throw Refuse(name, "has an unsafe path");
        }

        public DataException Refuse(string name, string why) => new($"{path} is not read: its entry '{name}' {why}.");
    }
}
