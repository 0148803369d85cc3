using System.IO.Compression;
using GanBench.Storage;

namespace GanBench.Metrics.Numpy;

/// <summary>NumPy's <c>.npz</c>: a zip archive of <c>.npy</c> files, as <c>numpy.savez</c> writes and <c>numpy.load</c> reads it.</summary>
public static class NpzFile
{
    /// <summary>No array GanBench reads is larger; a longer one is damage or an attack.</summary>
    private const long LargestEntry = int.MaxValue - 64;

    /// <summary>Reads the arrays of a file by name, without <c>.npy</c>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="wanted">Names to read; others are left alone; null for all.</param>
    /// <exception cref="DataException">The file is missing, no zip archive, or an array in it cannot be read.</exception>
    public static IReadOnlyDictionary<string, NpyArray> Read(string path, IReadOnlyCollection<string>? wanted = null)
    {
        try
        {
            using var archive = ZipFile.OpenRead(path);
            var arrays = new Dictionary<string, NpyArray>(StringComparer.Ordinal);
            foreach (var entry in archive.Entries.Where(e => e.FullName.EndsWith(".npy", StringComparison.Ordinal)))
            {
                var name = entry.FullName[..^4];
                if (wanted is null || wanted.Contains(name))
                    arrays[name] = NpyFormat.Read(Content(entry, path), $"{name} in {path}");
            }
            return arrays;
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException or OverflowException)
        {
            throw new DataException($"Cannot read {path} as a NumPy archive: {e.Message}", e);
        }
    }

    /// <summary>Writes arrays uncompressed, in the order given; the file appears whole or not at all.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="arrays">Names, without <c>.npy</c>, and arrays.</param>
    /// <exception cref="EnvironmentException">The file cannot be written.</exception>
    public static void Write(string path, IEnumerable<(string Name, NpyArray Array)> arrays) => AtomicFile.Write(path, stream =>
    {
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var (name, array) in arrays)
        {
            var entry = archive.CreateEntry(name + ".npy", CompressionLevel.NoCompression);
            // A fixed date: the same statistics give the same bytes.
            entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
            using var content = entry.Open();
            NpyFormat.Write(content, array);
        }
    });

    private static byte[] Content(ZipArchiveEntry entry, string path)
    {
        if (entry.Length > LargestEntry)
            throw new DataException(
                $"{entry.FullName} in {path} says it is {entry.Length} bytes long; the largest array read has {LargestEntry}.");
        using var stream = entry.Open();
        var content = new byte[entry.Length];
        stream.ReadExactly(content);
        return stream.ReadByte() < 0 ? content
            : throw new DataException($"{entry.FullName} in {path} is longer than its directory entry says.");
    }
}
