using GanBench.Datasets.Fetching;

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
public sealed record SplitCheck(string Split, int Count, string? ContentHash, string? Note, string? Problem);

/// <summary>The state of one dataset on this machine.</summary>
/// <param name="Name">The dataset.</param>
/// <param name="Files">Its official files.</param>
/// <param name="Splits">Its splits, all samples decoded and hashed; empty when no file is there.</param>
public sealed record DatasetVerification(string Name, IReadOnlyList<FileCheck> Files, IReadOnlyList<SplitCheck> Splits)
{
    /// <summary>Whether any of it is there.</summary>
    public bool IsPresent => Splits.Count > 0;

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
        IEnumerable<string> splits = info.PublishedCount.Count > 0 ? info.PublishedCount.Keys : [DatasetRequest.Train];
        var checks = splits.Select(split => Check(source, new DatasetRequest
        {
            Name = name, Split = split, DataDirectory = dataDirectory, CacheDirectory = cacheDirectory, Offline = true,
        }, progress, cancellationToken)).ToList();
        var absent = checks.TrueForAll(c => c.Problem is not null) && files.TrueForAll(f => f.Status == FileStatus.Missing)
            && !info.Embedded && !(Directory.Exists(folder.Own) && Directory.EnumerateFileSystemEntries(folder.Own).Any());
        return new DatasetVerification(info.Name, files, absent ? [] : checks);
    }

    private static FileCheck Check(
        RemoteFile file, SourceFolder folder, DatasetInfo info, IProgress<DatasetProgress>? progress, CancellationToken cancellationToken)
    {
        if (folder.File(file.Name) is not { } path)
            return new FileCheck(file.Name, null, FileStatus.Missing, null);
        progress?.Report(new DatasetProgress(info.Name, "verify", file.Name, 0, null));
        try
        {
            string? difference;
            using (var stream = File.OpenRead(path))
                difference = FileChecksum.Difference(stream, file, cancellationToken);
            if (difference is null)
                return new FileCheck(
                    file.Name, path, file.Md5 is null && file.Sha256 is null ? FileStatus.Present : FileStatus.Verified, null);
            if (file.DecompressedMd5 is { } md5 && FileChecksum.ContentMatches(path, md5))
                return new FileCheck(file.Name, path, FileStatus.ContentVerified, null);
            return new FileCheck(file.Name, path, FileStatus.Differs, difference);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return new FileCheck(file.Name, path, FileStatus.Differs, $"it cannot be read: {e.Message}");
        }
    }

    private static SplitCheck Check(
        IDatasetSource source, DatasetRequest request, IProgress<DatasetProgress>? progress, CancellationToken cancellationToken)
    {
        try
        {
            using var dataset = source.Open(request, progress, cancellationToken);
            return dataset.VerifyContent()
                ? new SplitCheck(request.Split, dataset.Count, dataset.ContentHash, dataset.Note, null)
                : new SplitCheck(request.Split, 0, null, null, "the decoded samples are damaged; delete the cache folder");
        }
        catch (GanBenchException e)
        {
            return new SplitCheck(request.Split, 0, null, null, e.Message);
        }
    }
}
