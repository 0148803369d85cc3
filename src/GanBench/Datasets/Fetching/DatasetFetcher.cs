namespace GanBench.Datasets.Fetching;

/// <summary>Fetches the files of datasets from their official places.</summary>
public static class DatasetFetcher
{
    /// <summary>Fetches all files of a dataset that are missing.</summary>
    /// <param name="name">The dataset.</param>
    /// <param name="dataDirectory">
    /// Where files go, in a folder of the dataset's name; null takes <see cref="DataDirectories.Data"/>.
    /// </param>
    /// <param name="progress">Told about every file.</param>
    /// <param name="options">How patient the downloader is.</param>
    /// <param name="cancellationToken">Stops; what came so far is kept for resuming.</param>
    /// <returns>What was done with each file.</returns>
    /// <exception cref="UsageException">There is no such dataset.</exception>
    /// <exception cref="DataException">Files cannot be fetched; all of them are named, each with its hosts.</exception>
    /// <exception cref="EnvironmentException">The disk is full or the folder cannot be written.</exception>
    public static async Task<IReadOnlyList<FetchedFile>> FetchAsync(
        string name, string? dataDirectory = null, IProgress<DatasetProgress>? progress = null, DownloadOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        var info = DatasetRegistry.Find(name).Info;
        using var downloader = new Downloader(options);
        return await FetchAsync(downloader, info, info.Files, dataDirectory, progress, cancellationToken);
    }

    /// <summary>Fetches what several datasets lack; goes on after a failure and reports all of them at the end.</summary>
    /// <param name="names">The datasets.</param>
    /// <param name="dataDirectory">Where files go; null takes <see cref="DataDirectories.Data"/>.</param>
    /// <param name="progress">Told about every file.</param>
    /// <param name="finished">Told what was done for each dataset that is complete.</param>
    /// <param name="options">How patient the downloader is.</param>
    /// <param name="cancellationToken">Stops; what came so far is kept for resuming.</param>
    /// <exception cref="UsageException">There is no dataset of one of these names; nothing was fetched.</exception>
    /// <exception cref="DataException">Files cannot be fetched; the message has one line for each dataset.</exception>
    /// <exception cref="EnvironmentException">The disk is full or the folder cannot be written.</exception>
    public static async Task FetchAllAsync(
        IEnumerable<string> names, string? dataDirectory = null, IProgress<DatasetProgress>? progress = null,
        Action<string, IReadOnlyList<FetchedFile>>? finished = null, DownloadOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        var infos = names.Distinct().Select(name => DatasetRegistry.Find(name).Info).ToList();
        using var downloader = new Downloader(options);
        var failures = new List<string>();
        foreach (var info in infos)
        {
            try
            {
                var files = await FetchAsync(downloader, info, info.Files, dataDirectory, progress, cancellationToken);
                finished?.Invoke(info.Name, files);
            }
            catch (DataException e)
            {
                failures.Add(e.Message);
            }
        }
        if (failures.Count > 0)
            throw new DataException(string.Join('\n', failures));
    }

    /// <summary>Fetches some files of a dataset.</summary>
    internal static async Task<IReadOnlyList<FetchedFile>> FetchAsync(
        Downloader downloader, DatasetInfo info, IEnumerable<RemoteFile> files, string? dataDirectory, IProgress<DatasetProgress>? progress,
        CancellationToken cancellationToken)
    {
        var folder = new SourceFolder(dataDirectory ?? DataDirectories.Data, info.Name);
        if (info.Files.Count == 0 && !info.Embedded && info.ManualDownload is not null && !Directory.Exists(folder.Own))
            throw new DataException($"{info.Name} must be put into {folder.Own} by hand. {info.ManualDownload}");
        var done = new List<FetchedFile>();
        var failures = new List<string>();
        foreach (var file in files)
        {
            var present = folder.File(file.Name);
            try
            {
                if (present is not null)
                {
                    FileIdentity.Require(info, file.Name, present, cancellationToken);
                    done.Add(new FetchedFile(file, present, Fetched: false));
                    continue;
                }
            }
            catch (DataException e)
            {
                // In the common folder it may well be another dataset's, and the own folder is looked into first.
                if (folder.IsOwn(present!))
                {
                    failures.Add(e.Message);
                    continue;
                }
            }
            try
            {
                var path = await downloader.FetchAsync(file, folder.Own,
                    (bytes, total) =>
                        progress?.Report(new DatasetProgress(info.Name, "fetch", file.Name, bytes, total)), cancellationToken);
                done.Add(new FetchedFile(file, path, Fetched: true));
            }
            catch (DataException e) when (!file.Optional)
            {
                // The other files are still tried, so that one run names everything that is wrong.
                failures.Add(e.Message);
            }
            catch (DataException)
            {
                done.Add(new FetchedFile(file, null, Fetched: false));
            }
        }
        if (failures.Count > 0)
        {
            throw new DataException(
                $"{info.Name}: {string.Join(' ', failures)} To go on without a network, put what is missing into {folder.Own}."
                + (info.ManualDownload is null ? "" : $" {info.ManualDownload}"));
        }
        return done;
    }
}

/// <summary>What became of one file.</summary>
/// <param name="File">The file.</param>
/// <param name="Path">Where it is; null when an optional file could not be fetched.</param>
/// <param name="Fetched">Whether it was fetched now; false when it was there.</param>
public sealed record FetchedFile(RemoteFile File, string? Path, bool Fetched);
