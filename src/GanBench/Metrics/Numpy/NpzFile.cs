using System.IO.Compression;
using GanBench.Storage;

namespace GanBench.Metrics.Numpy;

/// <summary>NumPy's <c>.npz</c>: a zip archive of <c>.npy</c> files, as <c>numpy.savez</c> writes and <c>numpy.load</c> reads it.</summary>
public static class NpzFile
{
    /// <summary>Reads the arrays of a file by name, without <c>.npy</c>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="wanted">Names to read; others are left alone; null for all.</param>
    /// <exception cref="DataException">
    /// The file is missing, no zip archive, or an array in it cannot be read or has the name of another.
    /// </exception>
    public static IReadOnlyDictionary<string, NpyArray> Read(string path, IReadOnlyCollection<string>? wanted = null)
    {
        using var archive = NpzArchive.Open(path);
        return archive.Names.Distinct(StringComparer.Ordinal).Where(name => wanted?.Contains(name) ?? true)
            .ToDictionary(name => name, archive.Read, StringComparer.Ordinal);
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
}
