using System.Globalization;
using System.Text;
using GanBench.Datasets.Fetching;
using GanBench.Imaging;
using GanBench.Recipes;
using GanBench.Text;

namespace GanBench.Datasets;

/// <summary>
/// What all sources share: checks of the request, and the cache of decoded samples, whose key is the preprocessing and the
/// name, size and time of every file it was made from.
/// </summary>
/// <param name="info">What is known about the dataset.</param>
public abstract class DatasetSource(DatasetInfo info) : IDatasetSource
{
    /// <summary>Smallest and largest side that images are resized to.</summary>
    public const int MinimumImageSize = 4, MaximumImageSize = 1024;

    /// <inheritdoc/>
    public DatasetInfo Info { get; } = info;

    /// <inheritdoc/>
    public virtual SampleShape? ShapeOf(DatasetRequest request) => Info.Kind == SampleKind.Image ? ShapeFor(request) : Info.Shape;

    /// <inheritdoc/>
    public Dataset Open(
        DatasetRequest request, IProgress<DatasetProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        CheckRequest(request);
        var plan = IsUnion(request) ? Union(request, progress, cancellationToken) : Prepare(request, progress, cancellationToken);
        var folder = Path.Combine(request.CacheDirectory ?? DataDirectories.Cache, plan.Info.Name.Split(':')[0]);
        var path = Path.Combine(folder, CacheName(request, plan));
        return DatasetCache.OpenOrBuild(path, Key(request, plan), request, plan, progress, cancellationToken);
    }

    /// <summary>Finds the files of a split and says how samples are made from them, without reading their content.</summary>
    /// <param name="request">A checked request.</param>
    /// <param name="progress">Told about fetching.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    protected abstract DatasetPlan Prepare(
        DatasetRequest request, IProgress<DatasetProgress>? progress, CancellationToken cancellationToken);

    /// <summary>The shape with the side that was asked for.</summary>
    /// <param name="request">The request.</param>
    protected SampleShape ShapeFor(DatasetRequest request) =>
        request.ImageSize is { } side ? Info.Shape with { Height = side, Width = side } : Info.Shape;

    /// <summary>Finds a file under any of its names, and fetches it when it is missing and the request allows it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="file">The official name.</param>
    /// <param name="names">The names it may have on disk, in order of preference.</param>
    /// <param name="progress">Told about fetching.</param>
    /// <param name="cancellationToken">Stops fetching.</param>
    /// <exception cref="DataException">The file is missing and cannot be fetched.</exception>
    protected string FileOrFetch(
        DatasetRequest request, string file, ReadOnlySpan<string> names,
        IProgress<DatasetProgress>? progress, CancellationToken cancellationToken)
    {
        var folder = FolderOf(request);
        if (folder.File(names) is { } found)
            return found;
        if (request.Offline || Info.Files.FirstOrDefault(f => f.Name == file) is not { } remote)
            throw Missing(folder, file);
        // Opening is synchronous for the training loop; the commands fetch asynchronously beforehand.
        using var downloader = new Downloader();
        var fetched = DatasetFetcher.FetchAsync(downloader, Info, [remote], request.DataDirectory, progress, cancellationToken).GetAwaiter()
            .GetResult();
        return fetched[0].Path!;
    }

    /// <summary>The error for files that are not there and that no program can fetch.</summary>
    /// <param name="folder">Where they should be.</param>
    /// <param name="what">What is missing.</param>
    internal DataException Missing(SourceFolder folder, string what) =>
        new(
            $"{Info.Name} needs {what}, which is not in {folder.Own}." + (Info.ManualDownload is null ? "" : " " + Info.ManualDownload),
            new FileNotFoundException(null, what));

    /// <summary>Where the dataset's files are.</summary>
    /// <param name="request">The request.</param>
    internal SourceFolder FolderOf(DatasetRequest request) => new(request.DataDirectory ?? DataDirectories.Data, Info.Name);

    /// <summary>Says how many of the published samples there are; null when all.</summary>
    /// <param name="builder">After all samples were added.</param>
    protected string? PartialNote(DatasetBuilder builder)
    {
        var published = Info.CountOf(builder.Split);
        var kind = builder.Split switch
        {
            DatasetRequest.Train => "training ",
            DatasetRequest.All => "",
            var split => split + " ",
        };
        return builder.CountOfSplit == published
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"{builder.CountOfSplit:N0} of {published:N0} {kind}images");
    }

    // Sources know their splits; all of them, one after the other, is what they have in common.
    private bool IsUnion(DatasetRequest request) =>
        request.Split == DatasetRequest.All && Info.PublishedCount.Count > 0 && !Info.PublishedCount.ContainsKey(DatasetRequest.All);

    private DatasetPlan Union(DatasetRequest request, IProgress<DatasetProgress>? progress, CancellationToken cancellationToken)
    {
        var parts = Info.PublishedCount.Keys
            .Select(split => (Split: split, Plan: Prepare(request with { Split = split }, progress, cancellationToken))).ToList();
        return parts[0].Plan with
        {
            Recipe = string.Join(" + ", parts.Select(part => $"{part.Split}: {part.Plan.Recipe}")),
            Inputs = [.. parts.SelectMany(part => part.Plan.Inputs)],
            Build = builder =>
            {
                var notes = new List<string>();
                foreach (var (split, plan) in parts)
                {
                    builder.StartSplit(split);
                    plan.Build(builder);
                    if (builder.Note is { } note)
                        notes.Add(note);
                }
                builder.StartSplit(DatasetRequest.All);
                builder.Note = notes.Count == 0 ? null : string.Join(", ", notes.Distinct());
            },
        };
    }

    private void CheckRequest(DatasetRequest request)
    {
        if (Info.PublishedCount.Count > 0 && !Info.PublishedCount.ContainsKey(request.Split)
            && request.Split != DatasetRequest.All)
            throw new UsageException(NearestName.Unknown(
                $"split of {Info.Name}", request.Split, [.. Info.PublishedCount.Keys.Append(DatasetRequest.All).Distinct()]));
        if (request.ImageSize is not { } side)
            return;
        if (Info.Kind != SampleKind.Image)
            throw new UsageException($"{Info.Name} has no images, so it cannot have image size {side}.");
        if (side is < MinimumImageSize or > MaximumImageSize)
            throw new UsageException($"Image size must be {MinimumImageSize} to {MaximumImageSize} (was {side}).");
    }

    private static string CacheName(DatasetRequest request, DatasetPlan plan)
    {
        var shape = plan.Shape;
        var place = plan.Location is null ? "" : "-" + CacheKey.Of(plan.Location);
        var fit = request.Fit == SquareFit.Crop ? "" : "-" + request.Fit.ToString().ToLowerInvariant();
        return string.Create(CultureInfo.InvariantCulture,
            $"{request.Split}-{shape.Channels}x{shape.Height}x{shape.Width}{fit}{place}.safetensors");
    }

    private static string Key(DatasetRequest request, DatasetPlan plan)
    {
        var text = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"{plan.Info.Name}\n{request.Split}\n{plan.Shape}\n{plan.Recipe}\n");
        if (request.Fit != SquareFit.Crop)
            text.Append(CultureInfo.InvariantCulture, $"{request.Fit}\n");
        foreach (var path in plan.Inputs)
        {
            var file = new FileInfo(path);
            text.Append(CultureInfo.InvariantCulture, $"{file.Name}\t{file.Length}\t{file.LastWriteTimeUtc.Ticks}\n");
        }
        return CacheKey.Of(text.ToString());
    }
}

/// <summary>How the samples of one split are made.</summary>
/// <param name="Info">The dataset, with the class names that apply.</param>
/// <param name="Shape">Size of a finished sample.</param>
/// <param name="Recipe">Name and version of everything that decides the bytes: generator, crop, filter.</param>
/// <param name="Inputs">The files that are read.</param>
/// <param name="Build">Adds all samples in order. Throws <see cref="DataException"/> when an input is damaged.</param>
public sealed record DatasetPlan(
    DatasetInfo Info, SampleShape Shape, string Recipe, IReadOnlyList<string> Inputs, Action<DatasetBuilder> Build)
{
    /// <summary>Tells datasets of the same name apart (the path of a folder); null when the name is enough.</summary>
    public string? Location { get; init; }
}
