using System.Globalization;
using static TorchSharp.torch;

namespace GanBench.Metrics.Extractors;

/// <summary>Features and logits of FID's Inception-v3 (see <see cref="InceptionNetwork"/>).</summary>
public sealed class InceptionExtractor : IFeatureExtractor
{
    /// <summary>Name in the registry and in protocols.</summary>
    public const string ExtractorName = "inception";

    /// <summary>The usual features.</summary>
    public const string DefaultLayer = "2048";

    private const string Logits = "logits", UnbiasedLogits = "logits_unbiased";

    private const int Deepest = 2048;

    private const string PrintedName = "Inception-v3";

    private readonly InceptionNetwork _network;
    private readonly InceptionResize _resize;
    private readonly Device _device;
    private readonly string _layer;
    private readonly int _depth;

    /// <summary>Takes weights that are at hand.</summary>
    /// <param name="weights">State dictionary by torchvision's names; not kept.</param>
    /// <param name="checksum">What identifies the weights in protocols.</param>
    /// <param name="resize">How images are brought to 299×299.</param>
    /// <param name="layer">
    /// 64, 192, 768 or 2048 pooled features, or the class scores logits_unbiased or logits. Values of different layers have nothing in
    /// common.
    /// </param>
    /// <param name="device">Where to compute.</param>
    /// <param name="precision">What to compute in.</param>
    /// <exception cref="UsageException">There is no such layer.</exception>
    /// <exception cref="DataException">A weight is missing.</exception>
    public InceptionExtractor(
        IReadOnlyDictionary<string, Tensor> weights, string checksum, ResizeMode resize, string layer, Device device,
        FeaturePrecision precision = FeaturePrecision.Float32)
    {
        if (!Layers.Contains(layer))
            throw new UsageException($"Inception's layers are {string.Join(", ", Layers)} (asked for '{layer}').");
        (_layer, _device) = (layer, device);
        _depth = int.TryParse(layer, CultureInfo.InvariantCulture, out var length) ? length : Deepest;
        Dimension = layer == _depth.ToString(CultureInfo.InvariantCulture) ? _depth : InceptionNetwork.Classes;
        _network = new InceptionNetwork(weights, device, precision);
        _resize = new InceptionResize(resize);
        var protocol = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["extractor"] = Name,
            ["extractorChecksum"] = checksum,
            ["layer"] = layer,
            ["resize"] = resize switch
            {
                ResizeMode.Tf1 => "tf1",
                ResizeMode.Clean => "clean",
                _ => "pytorch",
            },
        };
        precision.Write(protocol);
        Protocol = protocol;
    }

    /// <summary>Names of its layers.</summary>
    public static IReadOnlyList<string> Layers { get; } =
        [.. InceptionNetwork.Layers.Select(length => length.ToString(CultureInfo.InvariantCulture)), UnbiasedLogits, Logits];

    /// <summary>How it stands in the registry.</summary>
    internal static Extractor Entry { get; } =
        new(ExtractorName, Open)
        {
            Label = PrintedName, Title = PrintedName, IsComparable = true, IsAutomatic = true, IsPresent = InceptionWeights.ArePresent,
            Fetch = InceptionWeights.TryFetch,
        };

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
            return new InceptionExtractor(
                weights, InceptionWeights.Sha256[..16], options.Resize, options.Layer ?? DefaultLayer, request.Device, options.Precision);
        }
        finally
        {
            foreach (var tensor in weights.Values)
                tensor.Dispose();
        }
    }

    /// <inheritdoc/>
    public ExtractedBatch Extract(Tensor images) => Extract([images]);

    /// <inheritdoc/>
    public ExtractedBatch Extract(IReadOnlyList<Tensor> groups)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        Tensor[] inputs = [.. groups.Select(images => _resize.Apply(images.to(_device)))];
        var pooled = _network.Features(inputs.Length == 1 ? inputs[0] : cat(inputs, 0), _depth);
        var logits = _depth == Deepest ? _network.Logits(pooled) : null;
        var features = _layer switch
        {
            UnbiasedLogits => logits!,
            Logits => _network.BiasedLogits(pooled),
            _ => pooled,
        };
        return new ExtractedBatch(features.cpu().MoveToOuterDisposeScope(), logits?.cpu().MoveToOuterDisposeScope());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _network.Dispose();
        _resize.Dispose();
    }
}
