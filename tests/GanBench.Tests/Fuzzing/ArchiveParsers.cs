using System.Formats.Tar;
using System.IO.Compression;
using GanBench.Datasets.Formats;
using GanBench.Runs;
using GanBench.Testing;
using GanBench.Testing.Fuzzing;
using GanBench.Training.Checkpoints;

namespace GanBench.Tests.Fuzzing;

/// <summary>Readers of archives.</summary>
public static class ArchiveParsers
{
    /// <summary>One for each format.</summary>
    public static IReadOnlyList<FuzzedParser> All { get; } =
    [
        FuzzedParser.OfFile("zip", "data.zip", Entries, () => [Zip(CompressionLevel.Fastest), Zip(CompressionLevel.NoCompression)]),
        FuzzedParser.OfFile("tar", "data.tar", Entries, () => [Tar(), GZip(Tar())]),
        new("run-archive", new(() => [RunZip()]), (bytes, folder) =>
        {
            File.WriteAllBytes(folder["run.zip"], bytes);
            var run = RunArchive.Import(folder["run.zip"], folder["runs"]);
            try
            {
                if (!run.Path.StartsWith(folder["runs"], StringComparison.Ordinal))
                    throw new InvalidOperationException("The run lies outside its folder.");
            }
            finally
            {
                Directory.Delete(run.Path, recursive: true);
            }
        }),
    ];

    private static void Entries(string path) => Archive.Read(path, _ => true, entries =>
    {
        foreach (var entry in entries)
            entry.Read();
    });

    private static byte[] Zip(CompressionLevel level)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var name in new[] { "a/one.txt", "a/two.txt" })
            {
                using var entry = zip.CreateEntry(name, level).Open();
                entry.Write("some content, some content"u8);
            }
        }
        return stream.ToArray();
    }

    private static byte[] Tar()
    {
        using var stream = new MemoryStream();
        using (var tar = new TarWriter(stream, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (var name in new[] { "a/one.txt", "a/two.txt" })
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream("content"u8.ToArray()) });
        }
        return stream.ToArray();
    }

    private static byte[] GZip(byte[] content)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest))
            gzip.Write(content);
        return stream.ToArray();
    }

    private static byte[] RunZip()
    {
        using var folder = new TempFolder();
        var run = new RunDirectory(folder["runs", "gan-glyphs-s1"]);
        Directory.CreateDirectory(run.Path);
        run.WriteSpec(TextParsers.Spec);
        File.WriteAllText(run.ProgressFile, RunParsers.Progress);
        RunArchive.Export(run, folder["run.zip"]);
        return File.ReadAllBytes(folder["run.zip"]);
    }
}
