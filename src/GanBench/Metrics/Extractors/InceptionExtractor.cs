using System.Globalization;
using static TorchSharp.torch;

namespace GanBench.Metrics.Extractors;

/// <summary>Features and logits of FID's Inception-v3 (see <see cref="InceptionNetwork"/>).</summary>
public sealed class InceptionExtractor : IFeatureExtractor
{
    /// <summary>Name in the registry and in protocols.</summary>
    public const string ExtractorName = "inception";

    /// <summary>Length of the usual feature vector.</summary>
    public const int DefaultLayer = 2048;

    private const string PrintedName = "Inception-v3";

    private readonly InceptionNetwork _network;
    private readonly InceptionResize _resize;
    private readonly Device _device;

    /// <summary>Takes weights that are at hand.</summary>
    /// <param name="weights">State dictionary by torchvision's names; not kept.</param>
    /// <param name="checksum">What identifies the weights in protocols.</param>
    /// <param name="resize">How images are brought to 299×299.</param>
    /// <param name="layer">Length of the features: 64, 192, 768 or 2048. Values of different lengths have nothing in common.</param>
    /// <param name="device">Where to compute.</param>
    /// <exception cref="UsageException">There is no such layer.</exception>
    /// <exception cref="DataException">A weight is missing.</exception>
    public InceptionExtractor(
        IReadOnlyDictionary<string, Tensor> weights, string checksum, ResizeMode resize, int layer, Device device)
    {
        if (!InceptionNetwork.Layers.Contains(layer))
            throw new UsageException(
                $"Inception gives features of length {string.Join(", ", InceptionNetwork.Layers)} (asked for {layer}).");
        (Dimension, _device) = (layer, device);
        _network = new InceptionNetwork(weights, device);
        _resize = new InceptionResize(resize);
        Protocol = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["extractor"] = Name,
            ["extractorChecksum"] = checksum,
            ["layer"] = layer.ToString(CultureInfo.InvariantCulture),
            ["resize"] = resize switch
            {
                ResizeMode.Tf1 => "tf1",
                ResizeMode.Clean => "clean",
                _ => "pytorch",
            },
        };
    }

    /// <summary>How it stands in the registry.</summary>
    internal static Extractor Entry { get; } =
        new(ExtractorName, Open) { Label = PrintedName, Title = PrintedName, IsComparable = true, IsPresent = InceptionWeights.ArePresent };

    /// <inheritdoc/>
    public string Name => ExtractorName;

    /// <inheritdoc/>
    public int Dimension { get; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Protocol { get; }

    /// <summary>Opens it with the published weights.</summary>
    /// <param name="request">What it is opened for.</param>
    /// <exception cref="DataException">The weights are missing or altered.</exception>
    public static InceptionExtractor Open(ExtractorRequest request)
    {
        var options = request.Options;
        var weights = InceptionWeights.Load(options, request.Progress, request.CancellationToken);
        try
        {
            return new InceptionExtractor(weights, InceptionWeights.Sha256[..16], options.Resize, options.InceptionLayer, request.Device);
        }
        finally
        {
            foreach (var tensor in weights.Values)
                tensor.Dispose();
        }
    }

    /// <inheritdoc/>
    public ExtractedBatch Extract(Tensor images)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var features = _network.Features(_resize.Apply(images.to(_device)), Dimension);
        var logits = Dimension == DefaultLayer ? _network.Logits(features).cpu().MoveToOuterDisposeScope() : null;
        return new ExtractedBatch(features.cpu().MoveToOuterDisposeScope(), logits);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _network.Dispose();
        _resize.Dispose();
    }
}
