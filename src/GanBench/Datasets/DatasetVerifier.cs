using GanBench.Datasets.Fetching;
using GanBench.Storage;

namespace GanBench.Datasets;

/// <summary>How a file compares with what was published for it.</summary>
public enum FileStatus
{
    /// <summary>Size and checksum are the published ones.</summary>
    Verified,

    /// <summary>The decompressed content is the published one; the compression is another.</summary>
    ContentVerified,

    /// <summary>It is there, and nothing is published to compare it with.</summary>
    Present,

    /// <summary>It differs from the published file: a subset, another version, or damaged.</summary>
    Differs,

    /// <summary>It is not there.</summary>
    Missing,
}

/// <summary>The state of one file.</summary>
/// <param name="Name">The official name.</param>
/// <param name="Path">Where it is; null when it is missing.</param>
/// <param name="Status">How it compares.</param>
/// <param name="Detail">What differs; null when nothing does.</param>
public sealed record FileCheck(string Name, string? Path, FileStatus Status, string? Detail);

/// <summary>The state of one split.</summary>
/// <param name="Split">Its name.</param>
/// <param name="Count">Samples; 0 when it cannot be read.</param>
/// <param name="ContentHash">Hash of its samples and labels; null when it cannot be read.</param>
/// <param name="Note">How it differs from the published release; null when it does not.</param>
/// <param name="Problem">Why it cannot be read; null when it can.</param>
public sealed record SplitCheck(string Split, int Count, string? ContentHash, string? Note, string? Problem)
{
    /// <summary>Whether the problem is that files are not there.</summary>
    public bool IsMissing { get; init; }
}

/// <summary>The state of one dataset on this machine.</summary>
/// <param name="Name">The dataset.</param>
/// <param name="Files">Its official files.</param>
/// <param name="Splits">Its splits, all samples decoded and hashed; empty when no file is there.</param>
public sealed record DatasetVerification(string Name, IReadOnlyList<FileCheck> Files, IReadOnlyList<SplitCheck> Splits)
{
    /// <summary>Whether any of it is there.</summary>
    public bool IsPresent => Splits.Count > 0;

    /// <summary>Why none of it is there, when more can be said than that; null otherwise.</summary>
    public string? Absence { get; init; }

    /// <summary>Whether files that are there cannot be used: damaged, or of another dataset.</summary>
    public bool IsDamaged => Splits.Any(s => s is { Problem: not null, IsMissing: false });

    /// <summary>Whether what is there can be used for training.</summary>
    public bool IsUsable => Splits.Any(s => s.Problem is null);
}

/// <summary>Checks what is on disk against what was published, without a network.</summary>
public static class DatasetVerifier
{
    /// <summary>Checks one dataset: all its files, then every split by decoding and hashing it.</summary>
    /// <param name="name">The dataset.</param>
    /// <param name="dataDirectory">Where files are looked for; null takes <see cref="DataDirectories.Data"/>.</param>
    /// <param name="progress">Told about hashing and decoding.</param>
    /// <param name="cacheDirectory">Where decoded datasets are kept; null takes <see cref="DataDirectories.Cache"/>.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="UsageException">There is no such dataset.</exception>
    public static DatasetVerification Verify(
        string name, string? dataDirectory = null, IProgress<DatasetProgress>? progress = null, string? cacheDirectory = null,
        CancellationToken cancellationToken = default)
    {
        var source = DatasetRegistry.Find(name);
        var info = source.Info;
        var folder = new SourceFolder(dataDirectory ?? DataDirectories.Data, info.Name);
        var files = info.Files.Select(file => Check(file, folder, info, progress, cancellationToken)).ToList();
        // One that is another's speaks for what lies beside it.
        var anothers = files.Find(f => f is { Status: FileStatus.Missing, Detail: not null })?.Detail;
        if (anothers is not null)
            files = files.ConvertAll(f => f.Path is { } path && f.Status == FileStatus.Differs && !folder.IsOwn(path)
                ? f with { Path = null, Status = FileStatus.Missing } : f);
        // What people bring has no published splits; these two are looked for.
        var isBrought = info.PublishedCount.Count == 0;
        IEnumerable<string> splits = isBrought ? [DatasetRequest.Train, DatasetRequest.Test] : info.PublishedCount.Keys;
        var checks = splits.Select(split => Check(source, new DatasetRequest
        {
            Name = name, Split = split, DataDirectory = dataDirectory, CacheDirectory = cacheDirectory, Offline = true,
        }, isBrought, progress, cancellationToken)).OfType<SplitCheck>().DistinctBy(c => c.Problem ?? c.Split).ToList();
        if (checks.TrueForAll(c => c is { Problem: null, Note: null }))
            checks = checks.ConvertAll(c => c with { Note = Compared(files) });
        var absent = checks.TrueForAll(c => c.Problem is not null) && files.TrueForAll(f => f.Status == FileStatus.Missing)
            && !info.Embedded && !isBrought && !(Directory.Exists(folder.Own) && Directory.EnumerateFileSystemEntries(folder.Own).Any());
        return new DatasetVerification(info.Name, files, absent ? [] : checks)
        {
            Absence = absent && anothers is not null ? $"not there: {anothers}" : null,
        };
    }

    /// <summary>What there is to say of a complete release: as many samples as published are not yet the published ones.</summary>
    /// <param name="files">Its files.</param>
    /// <returns>Null when they are.</returns>
    internal static string? Compared(List<FileCheck> files)
    {
        if (files.Find(f => f.Status == FileStatus.Differs) is { } differing)
            return $"as many as published, but of {differing.Name}: {differing.Detail}";
        return files.Count == 0 || files.Exists(f => f.Status is FileStatus.Verified or FileStatus.ContentVerified) ? null
            : "as many as published; nothing is published to compare the content of these files with";
    }

    private static FileCheck Check(
        RemoteFile file, SourceFolder folder, DatasetInfo info, IProgress<DatasetProgress>? progress, CancellationToken cancellationToken)
    {
        if (folder.File(file.NamesOnDisk) is not { } path)
            return new FileCheck(file.Name, null, FileStatus.Missing, null);
        progress?.Report(new DatasetProgress(info.Name, "verify", file.Name, 0, null));
        try
        {
            string? difference;
            using (var stream = InputFile.OpenRead(path))
                difference = FileChecksum.Difference(stream, file, cancellationToken);
            if (difference is null)
                return new FileCheck(
                    file.Name, path, file.Md5 is null && file.Sha256 is null ? FileStatus.Present : FileStatus.Verified, null);
            if (file.DecompressedMd5 is { } md5 && FileChecksum.ContentMatches(path, md5))
                return new FileCheck(file.Name, path, FileStatus.ContentVerified, null);
            var whose = FileIdentity.OfAnother(info, file.Name, path, cancellationToken);
            // What lies in the common folder may well be another dataset's.
            return whose is not null && !folder.IsOwn(path)
                ? new FileCheck(file.Name, null, FileStatus.Missing, $"{path} {whose}")
                : new FileCheck(file.Name, path, FileStatus.Differs, whose is null ? difference : $"it {whose}");
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return new FileCheck(file.Name, path, FileStatus.Differs, $"it cannot be read: {e.Message}");
        }
    }

    private static SplitCheck? Check(
        IDatasetSource source, DatasetRequest request, bool isBrought, IProgress<DatasetProgress>? progress,
        CancellationToken cancellationToken)
    {
        try
        {
            using var dataset = source.Open(request, progress, cancellationToken);
            return dataset.VerifyContent()
                ? new SplitCheck(request.Split, dataset.Count, dataset.ContentHash, dataset.Note, null)
                : new SplitCheck(request.Split, 0, null, null, "the decoded samples are damaged; delete the cache folder");
        }
        catch (UsageException) when (isBrought)
        {
            // There is no such split.
            return null;
        }
        catch (GanBenchException e)
        {
            return new SplitCheck(request.Split, 0, null, null, e.Message) { IsMissing = e.InnerException is FileNotFoundException };
        }
    }
}
