using GanBench.Datasets;
using GanBench.Text;
using static TorchSharp.torch;

namespace GanBench.Metrics.Extractors;

/// <summary>What an extractor is opened for.</summary>
/// <param name="Options">The evaluation.</param>
/// <param name="Reference">The data, or null where there is no dataset (a comparison of statistics).</param>
/// <param name="Device">Where it computes.</param>
/// <param name="Progress">Told about fetching and training.</param>
/// <param name="CancellationToken">Stops both.</param>
public sealed record ExtractorRequest(
    EvaluationOptions Options, Dataset? Reference, Device Device, IProgress<EvaluationProgress>? Progress, CancellationToken CancellationToken);

/// <summary>All extractors by name. A new one is one file and one line here.</summary>
public static class ExtractorRegistry
{
    /// <summary>Stands for <c>inception</c> where its weights are, else <c>classifier</c>.</summary>
    public const string Auto = "auto";

    private static readonly Dictionary<string, Func<ExtractorRequest, IFeatureExtractor>> Openers = new(StringComparer.Ordinal)
    {
        ["classifier"] = OpenClassifier,
        ["inception"] = InceptionExtractor.Open,
    };

    /// <summary>Their names.</summary>
    public static IReadOnlyCollection<string> Names => Openers.Keys;

    /// <summary>The extractor that a name stands for on this machine.</summary>
    /// <param name="name">A name, or <see cref="Auto"/>.</param>
    /// <param name="dataDirectory">Where weights are looked for; null takes the machine's.</param>
    /// <exception cref="UsageException">There is none of that name.</exception>
    public static string Choose(string name, string? dataDirectory)
    {
        if (name == Auto)
            return InceptionWeights.ArePresent(dataDirectory) ? InceptionExtractor.ExtractorName : "classifier";
        return Openers.ContainsKey(name) ? name : throw Unknown(name);
    }

    /// <summary>Opens the extractor that the options name.</summary>
    /// <param name="request">What it is opened for.</param>
    /// <exception cref="UsageException">It is not known, or cannot be used on this data.</exception>
    /// <exception cref="DataException">Its weights or data are missing or damaged.</exception>
    public static IFeatureExtractor Open(ExtractorRequest request) =>
        Openers.TryGetValue(request.Options.Extractor, out var open)
            ? open(request)
            : throw Unknown(request.Options.Extractor);

    private static UsageException Unknown(string name) => new(NearestName.Unknown("extractor", name, [.. Openers.Keys]));

    /// <summary>The classifier is always trained on the training split, whichever split is the reference.</summary>
    private static ClassifierExtractor OpenClassifier(ExtractorRequest request)
    {
        var (options, reference) = (request.Options, request.Reference);
        var name = options.ClassifierDataset ?? reference?.Info.Name
            ?? throw new UsageException("The classifier extractor needs a labelled dataset: name one (--classifier-dataset), or use --extractor inception.");
        using var train = OpenSplit(DatasetRequest.Train);
        if (reference is not null && train.Shape != reference.Shape)
            throw new UsageException($"The classifier of {name} takes images of {train.Shape}; the reference has {reference.Shape}.");
        using var test = train.Info.PublishedCount.ContainsKey(DatasetRequest.Test) ? OpenSplit(DatasetRequest.Test) : null;
        return ClassifierExtractor.Open(
            train, test, options.CacheDirectory ?? DataDirectories.Cache, request.Device, request.Progress, request.CancellationToken);

        Dataset OpenSplit(string split) => DatasetRegistry.Open(
            new DatasetRequest
            {
                Name = name,
                Split = split,
                ImageSize = DatasetSide(name, reference),
                DataDirectory = options.DataDirectory,
                CacheDirectory = options.CacheDirectory,
                Offline = options.Offline,
            },
            progress: null,
            request.CancellationToken);
    }

    /// <summary>The size to open a classifier's dataset in: its own, unless the reference has another.</summary>
    private static int? DatasetSide(string name, Dataset? reference)
    {
        if (reference is null)
            return null;
        var own = DatasetRegistry.Find(name).Info.Shape;
        return own == reference.Shape || reference.Shape.Height != reference.Shape.Width ? null : reference.Shape.Height;
    }
}
