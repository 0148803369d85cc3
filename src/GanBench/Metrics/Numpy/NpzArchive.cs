using System.IO.Compression;
using System.IO.Hashing;
using GanBench.Storage;

namespace GanBench.Metrics.Numpy;

/// <summary>An open <c>.npz</c> file: the names of its arrays, of which each is read when it is asked for.</summary>
internal sealed class NpzArchive : IDisposable
{
    private const string Extension = ".npy";

    /// <summary>No array GanBench reads is larger; a longer one is damage or an attack.</summary>
    private const long LargestEntry = int.MaxValue - 64;

    /// <summary>Deflate makes at most 1032 bytes of one.</summary>
    private const long LargestRatio = 1032;

    private readonly ZipArchive _archive;
    private readonly List<ZipArchiveEntry> _entries = [];

    private NpzArchive(string path, ZipArchive archive) => (Path, _archive) = (path, archive);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The names of the arrays, without <c>.npy</c>, in the order of the file.</summary>
    public IEnumerable<string> Names => _entries.Select(Name);

    /// <summary>Opens a file; no array is read yet.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException">The file is missing or no zip archive.</exception>
    public static NpzArchive Open(string path)
    {
        if (!File.Exists(path))
            throw new DataException($"There is no file {path}.");
        return Reading(path, path, () =>
        {
            var archive = new NpzArchive(path, ZipFile.OpenRead(InputFile.Regular(path)));
            try
            {
                archive._entries.AddRange(archive._archive.Entries.Where(e => e.FullName.EndsWith(Extension, StringComparison.Ordinal)));
                return archive;
            }
            catch
            {
                archive.Dispose();
                throw;
            }
        });
    }

    /// <summary>Whether there is an array of a name.</summary>
    /// <param name="name">The name, without <c>.npy</c>.</param>
    public bool Has(string name) => Names.Contains(name, StringComparer.Ordinal);

    /// <summary>What an array is, without reading it; null where its header cannot be read.</summary>
    /// <param name="name">The name.</param>
    public NpyHeader? Peek(string name)
    {
        try
        {
            return Reading(Path, name, () =>
            {
                using var stream = Entry(name).Open();
                var start = new byte[NpyHeader.LongestFile];
                return NpyHeader.Parse(start.AsSpan(0, stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)), name);
            });
        }
        catch (DataException)
        {
            return null;
        }
    }

    /// <summary>Reads an array.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="DataException">There is none or more than one of that name, or it cannot be read.</exception>
    public NpyArray Read(string name) => NpyFormat.Read(Content(Entry(name)), $"{name} in {Path}");

    /// <inheritdoc/>
    public void Dispose() => _archive.Dispose();

    private static string Name(ZipArchiveEntry entry) => entry.FullName[..^Extension.Length];

    private ZipArchiveEntry Entry(string name)
    {
        var entries = _entries.FindAll(e => Name(e) == name);
        return entries.Count == 1 ? entries[0] : throw new DataException($"{Path} has {entries.Count} arrays of the name '{name}'.");
    }

    private byte[] Content(ZipArchiveEntry entry)
    {
        if (entry.Length is < 0 or > LargestEntry || entry.Length / LargestRatio > entry.CompressedLength)
            throw new DataException(
                $"{entry.FullName} in {Path} says it is {entry.Length} bytes long, of {entry.CompressedLength} that are kept; the largest "
                + $"array read has {LargestEntry}.");
        return Reading(Path, $"{entry.FullName} in {Path}", () =>
        {
            using var stream = entry.Open();
            var content = new byte[entry.Length];
            stream.ReadExactly(content);
            // ZipArchive does not compare the checksum.
            return stream.ReadByte() < 0 && Crc32.HashToUInt32(content) == entry.Crc32
                ? content
                : throw new DataException($"{entry.FullName} in {Path} is damaged: its length or checksum is wrong.");
        });
    }

    private static T Reading<T>(string path, string what, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or NotSupportedException or OverflowException
            or ArgumentException)
        {
            // What the zip library says of damaged files is about its own structures.
            var problem = what == path ? "is not a NumPy archive (a zip file), or it is damaged" : "is damaged: it cannot be unpacked";
            throw new DataException($"{what} {problem}.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"Cannot read {path} as a NumPy archive: {e.Message}", e);
        }
    }
}
