using System.Globalization;
using System.Security.Cryptography;
using GanBench.Datasets;
using GanBench.Imaging;
using GanBench.Metrics.Samples;
using GanBench.Storage;
using TorchSharp;
using static TorchSharp.torch;

namespace GanBench.Metrics.Extractors;

/// <summary>
/// Features of a small classifier that GanBench trains on a dataset's own labels with a fixed seed: needs no download and knows the
/// data, unlike ImageNet's classes. Trained once per dataset and kept in the cache directory; its accuracy is part of every protocol.
/// Values are comparable only with values of the same weights (checksum).
/// </summary>
public sealed class ClassifierExtractor : IFeatureExtractor
{
    /// <summary>Name in the registry and in protocols.</summary>
    public const string ExtractorName = "classifier";

    private readonly ClassifierNetwork _network;
    private readonly SampleShape _shape;
    private readonly Device _device;

    private ClassifierExtractor(ClassifierNetwork network, SampleShape shape, Device device, ClassifierFile file)
    {
        (_network, _shape, _device, Accuracy) = (network, shape, device, file.Accuracy);
        Protocol = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["extractor"] = Name,
            ["extractorVersion"] = ClassifierTrainer.Version.ToString(CultureInfo.InvariantCulture),
            ["extractorDataset"] = file.Dataset,
            ["extractorChecksum"] = Checksum(network),
            ["extractorAccuracy"] = file.Accuracy.ToString("F4", CultureInfo.InvariantCulture) + " on " + file.AccuracySplit,
            ["resize"] = "none",
        };
    }

    /// <summary>How it stands in the registry.</summary>
    internal static Extractor Entry { get; } = new(ExtractorName, Open) { Title = "the dataset's classifier", KnowsClasses = true };

    /// <inheritdoc/>
    public string Name => ExtractorName;

    /// <inheritdoc/>
    public int Dimension => ClassifierNetwork.Features;

    /// <summary>Share of held-out images that it classifies rightly.</summary>
    public double Accuracy { get; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Protocol { get; }

    /// <summary>Loads the classifier of a dataset from the cache, or trains it.</summary>
    /// <param name="train">Labelled training images.</param>
    /// <param name="test">Labelled held-out images that the accuracy is measured on; null measures it on the training images.</param>
    /// <param name="cacheDirectory">Where trained classifiers are kept.</param>
    /// <param name="device">Where it computes.</param>
    /// <param name="progress">Told about training.</param>
    /// <param name="cancellationToken">Stops training.</param>
    /// <exception cref="UsageException">The dataset has no labels.</exception>
    public static ClassifierExtractor Open(
        Dataset train,
        Dataset? test,
        string cacheDirectory,
        Device device,
        IProgress<EvaluationProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        if (!train.HasLabels)
            throw new UsageException(
                $"{train.Info.Name} has no labels to train a classifier on; use --extractor resnet18 or inception, or a labelled dataset "
                + "of the same image size for the classifier.");
        var classes = train.Info.ClassNames.Count;
        var path = Path.Combine(
            cacheDirectory, "classifiers", FormattableString.Invariant(
                $"{train.Info.Name}-{train.ContentHash[..16]}-v{ClassifierTrainer.Version}.safetensors"));
        var network = new ClassifierNetwork(train.Shape, classes);
        try
        {
            if (ClassifierFile.TryLoad(path, network) is { } cached)
            {
                network.Trunk.to(device);
                network.Head.to(device);
                return new ClassifierExtractor(network, train.Shape, device, cached);
            }
            network.Trunk.to(device);
            network.Head.to(device);
            ClassifierTrainer.Train(network, train, device, progress, cancellationToken);
            var file = new ClassifierFile(
                $"{train.Info.Name}/{train.Split}", ClassifierTrainer.Accuracy(network, test ?? train, device), (test ?? train).Split);
            OptionalCache.TryWrite(cacheDirectory, () => file.Save(path, network));
            return new ClassifierExtractor(network, train.Shape, device, file);
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="DataException">The images have another size or other channels than those it was trained on.</exception>
    public ExtractedBatch Extract(Tensor images)
    {
        var shape = new SampleShape((int)images.shape[1], (int)images.shape[2], (int)images.shape[3]);
        if (shape != _shape)
            throw new DataException(
                $"The classifier of {Protocol["extractorDataset"]} takes images of {_shape} only, and there are some of {shape}; use "
                + $"--extractor inception, which takes all.");
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var features = _network.Trunk.call(Quantization.ToUnit(images.to(_device)));
        var logits = _network.Head.call(features);
        return new ExtractedBatch(features.cpu().MoveToOuterDisposeScope(), logits.cpu().MoveToOuterDisposeScope());
    }

    /// <inheritdoc/>
    public void Dispose() => _network.Dispose();

    // It is always trained on the training split, whichever split is the reference.
    private static ClassifierExtractor Open(ExtractorRequest request)
    {
        var (options, reference) = (request.Options, request.Reference);
        var name = options.ClassifierDataset ?? reference?.Info.Name
            ?? throw new UsageException(
                "The classifier extractor needs a labelled dataset: name one (--classifier-dataset), or use --extractor inception.");
        using var train = OpenSplit(DatasetRequest.Train);
        if (reference is not null && train.Shape != reference.Shape)
            throw new UsageException($"The classifier of {name} takes images of {train.Shape}; the reference has {reference.Shape}.");
        using var test = train.Info.PublishedCount.ContainsKey(DatasetRequest.Test) ? OpenSplit(DatasetRequest.Test) : null;
        return Open(
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

    // The size to open a classifier's dataset in: its own, unless the reference has another.
    private static int? DatasetSide(string name, Dataset? reference)
    {
        if (reference is null)
            return null;
        var own = DatasetRegistry.Find(name).Info.Shape;
        return own == reference.Shape || reference.Shape.Height != reference.Shape.Width ? null : reference.Shape.Height;
    }

    private static string Checksum(ClassifierNetwork network)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, value) in network.Parameters)
            hash.AppendData(SafeTensors.ToBytes(name, value).Bytes.Span);
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }
}
