using System.Security.Cryptography;
using GanBench.Engine;
using GanBench.Metrics.Weights;
using static TorchSharp.torch;

namespace GanBench.Metrics.Extractors;

/// <summary>
/// Pooled features of a ResNet-18 trained on ImageNet (see <see cref="ResNet18Network"/>), whose weights come with GanBench: it needs no
/// download, takes pictures of any size, and gives one scale for all data. Its Fréchet distance is no FID, which is of Inception.
/// </summary>
public sealed class ResNet18Extractor : IFeatureExtractor
{
    /// <summary>Name in the registry and in protocols.</summary>
    public const string ExtractorName = "resnet18";

    // Published with ML.NET; the network is CNTK's.
    private const string NetworkFile = "ResNet18.onnx", MeanFile = "ResNetPreprocess.onnx";

    private const string NetworkSha256 = "e2552f19db2dfdb01b3669537b6a0f1b44da38d18279535492ed5dfc2ef1ff8f";

    private const string Layer = "pool";

    private const string PrintedName = "ResNet-18";

    private readonly ResNet18Network _network;
    private readonly SquareResize _resize = new(ResizeMode.Clean, ResNet18Network.Side);
    private readonly Tensor _mean;
    private readonly Device _device;

    private ResNet18Extractor(ResNet18Network network, Tensor mean, Device device, FeaturePrecision precision)
    {
        (_network, _mean, _device) = (network, mean, device);
        var protocol = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["extractor"] = ExtractorName,
            ["extractorChecksum"] = NetworkSha256[..16],
            ["layer"] = Layer,
            ["resize"] = "bicubic, antialiased, to 224",
        };
        precision.Write(protocol);
        Protocol = protocol;
    }

    /// <summary>How it stands in the registry.</summary>
    internal static Extractor Entry { get; } =
        new(ExtractorName, request => Open(request.Device, request.Options.Layer, request.Options.Precision))
        {
            Label = PrintedName, Title = PrintedName, IsAutomatic = true,
        };

    /// <inheritdoc/>
    public string Name => ExtractorName;

    /// <inheritdoc/>
    public int Dimension => ResNet18Network.Features;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Protocol { get; }

    /// <summary>Opens it.</summary>
    /// <param name="device">Where it computes.</param>
    /// <param name="layer">Null or "pool": it has only one.</param>
    /// <param name="precision">What it computes in.</param>
    /// <exception cref="UsageException">There is no such layer.</exception>
    /// <exception cref="EnvironmentException">Its files are missing or altered: GanBench is not installed whole.</exception>
    public static ResNet18Extractor Open(
        Device device, string? layer = null, FeaturePrecision precision = FeaturePrecision.Float32)
    {
        if (layer is not (null or Layer))
            throw new UsageException($"The extractor {ExtractorName} has one layer, '{Layer}' (asked for '{layer}').");
        var content = Read(NetworkFile);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(content));
        if (sha256 != NetworkSha256)
            throw new EnvironmentException(
                $"{Location(NetworkFile)} is not the published file: its SHA-256 is {sha256}, not {NetworkSha256}. Install GanBench "
                + $"again.");
        using var scope = NewDisposeScope();
        var mean = OnnxFile.Read(Read(MeanFile), MeanFile).Weight("MeanImage").to(device).DetachFromDisposeScope();
        return new ResNet18Extractor(new ResNet18Network(OnnxFile.Read(content, NetworkFile), device, precision), mean, device, precision);
    }

    /// <inheritdoc/>
    public ExtractedBatch Extract(Tensor images) => Extract([images]);

    /// <inheritdoc/>
    public ExtractedBatch Extract(IReadOnlyList<Tensor> groups)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        Tensor[] inputs = [.. groups.Select(Prepare)];
        return new ExtractedBatch(_network.Forward(inputs.Length == 1 ? inputs[0] : cat(inputs, 0)).cpu().MoveToOuterDisposeScope(), null);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _network.Dispose();
        _resize.Dispose();
        _mean.Dispose();
    }

    private static string Location(string file) => Path.Combine(AppContext.BaseDirectory, "models", file);

    private static byte[] Read(string file)
    {
        try
        {
            return File.ReadAllBytes(Location(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EnvironmentException(
                $"The features of {PrintedName} need {Location(file)}, which comes with GanBench and cannot be read: {e.Message}", e);
        }
    }

    // The network was trained on blue, green, red.
    private Tensor Prepare(Tensor images) =>
        SquareResize.ToColour(_resize.Apply(images.to(_device).to(float32)).clamp(Scalars.Zero, Scalars.Of(255))).flip([1]) - _mean;
}
