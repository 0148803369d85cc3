using System.IO.Compression;
using GanBench.Runs;
using GanBench.Storage;
using GanBench.Text;

namespace GanBench.Training.Checkpoints;

/// <summary>Carries a run to another machine as one zip file: everything in its directory, checked on arrival.</summary>
public static class RunArchive
{
    private const long MaximumBytes = 64L << 30;

    private const int MaximumFiles = 1_000_000;

    /// <summary>Writes a run's files into a zip file.</summary>
    /// <param name="directory">The run.</param>
    /// <param name="zipFile">The file; replaced when it exists.</param>
    /// <exception cref="RunFailedException">Another process works on the run.</exception>
    /// <exception cref="EnvironmentException">The file cannot be written.</exception>
    public static void Export(RunDirectory directory, string zipFile)
    {
        using var runLock = RunLock.Take(directory);
        AtomicFile.Write(zipFile, stream =>
        {
            using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
            foreach (var file in Directory.EnumerateFiles(directory.Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                var name = Path.GetRelativePath(directory.Path, file).Replace('\\', '/');
                if (file == directory.LockFile || name.Contains(".tmp", StringComparison.Ordinal))
                    continue;
                zip.CreateEntryFromFile(file, directory.Id + "/" + name, CompressionLevel.Fastest);
            }
        });
    }

    /// <summary>Unpacks a run and checks it. Nothing appears under its name until it is whole.</summary>
    /// <param name="zipFile">A file that <see cref="Export"/> wrote.</param>
    /// <param name="runsFolder">The folder that holds the runs.</param>
    /// <returns>The run.</returns>
    /// <exception cref="DataException">The file is no exported run, or damaged.</exception>
    /// <exception cref="UsageException">There is a run of that id already.</exception>
    public static RunDirectory Import(string zipFile, string runsFolder)
    {
        Directory.CreateDirectory(runsFolder);
        var temporary = Path.Combine(Path.GetFullPath(runsFolder), $".import-{Guid.NewGuid():N}.tmp");
        try
        {
            var id = Unpack(zipFile, temporary);
            var unpacked = new RunDirectory(Path.Combine(temporary, id));
            RunVersion.Check(unpacked);
            _ = unpacked.ReadSpec();
            _ = unpacked.ReadProgress();
            foreach (var step in unpacked.CheckpointSteps)
                CheckpointStore.Verify(unpacked, step);
            var target = new RunDirectory(Path.Combine(runsFolder, id));
            if (Directory.Exists(target.Path))
                throw new UsageException($"There is a run {id} in {runsFolder} already. Choose another --runs-dir, or remove it.");
            Directory.Move(unpacked.Path, target.Path);
            return target;
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw new DataException(
                $"Cannot import {zipFile}: {(e is InvalidDataException damage ? ParserMessages.Of(damage) : e.Message)}", e);
        }
        finally
        {
            if (Directory.Exists(temporary))
                Directory.Delete(temporary, recursive: true);
        }
    }

    private static string Unpack(string zipFile, string folder)
    {
        if (!File.Exists(zipFile))
            throw new DataException($"There is no file {zipFile}.");
        using var zip = ZipFile.OpenRead(InputFile.Regular(zipFile));
        string? id = null;
        if (zip.Entries.Count > MaximumFiles)
            throw new DataException($"{zipFile} holds more than {MaximumFiles} files: that is no exported run.");
        long bytes = 0;
        foreach (var entry in zip.Entries.Where(e => !e.FullName.EndsWith('/')))
        {
            var parts = entry.FullName.Split('/');
            // A path out of the folder, an absolute path, a drive, what a terminal obeys, or files of several runs.
            if (parts.Length < 2 || parts.Any(p => p.Length == 0 || p is "." or ".." || p.AsSpan().ContainsAny('\\', ':')
                || p.Any(char.IsControl)) || (id ??= parts[0]) != parts[0])
                throw new DataException($"{zipFile} is no exported run: it holds '{entry.FullName}'.");
            if ((bytes += entry.Length) > MaximumBytes)
                throw new DataException($"{zipFile} would unpack to more than {MaximumBytes >> 30} GiB: that is no exported run.");
            var file = Path.Combine([folder, .. parts]);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            entry.ExtractToFile(file);
        }
        return id ?? throw new DataException($"{zipFile} is empty.");
    }
}
