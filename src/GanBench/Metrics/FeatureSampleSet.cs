using GanBench.Metrics.Fid;
using GanBench.Metrics.Numpy;
using GanBench.Storage;
using static TorchSharp.torch;

namespace GanBench.Metrics;

/// <summary>
/// Features that people bring from their own extractor: a <c>.npy</c> file of N×d numbers, or a safetensors file with <c>features</c>.
/// </summary>
internal sealed class FeatureSampleSet : SampleSet
{
    private readonly Tensor _features;
    private readonly Lazy<FeatureStatistics> _statistics;

    private FeatureSampleSet(string name, Tensor features)
    {
        (Name, _features) = (name, features);
        _statistics = new(() =>
        {
            using var builder = new FeatureStatisticsBuilder((int)features.shape[1]);
            builder.Add(features);
            return builder.Build();
        });
    }

    public override string Name { get; }

    public override MetricNeeds Offers => MetricNeeds.Statistics | MetricNeeds.Features;

    public override int StatisticsCount => Count;

    public override int Count => (int)_features.shape[0];

    public override IReadOnlyDictionary<string, string> FeatureProtocol { get; } = new Dictionary<string,
    string> { ["extractor"] = "precomputed" };

    public override FeatureStatistics Statistics => _statistics.Value;

    public override Tensor Features => _features;

    /// <summary>Reads a file.</summary>
    /// <param name="path">Ends in .npy or .safetensors.</param>
    /// <exception cref="DataException">The file is damaged, holds no matrix, or a number in it is not finite.</exception>
    public static FeatureSampleSet Load(string path)
    {
        var features = (path.EndsWith(".npy", StringComparison.OrdinalIgnoreCase) ? LoadNpy(path) : LoadSafeTensors(path))
            .DetachFromDisposeScope();
        if (features.dim() != 2 || features.shape[0] < 2)
            throw new DataException(
                $"{path} holds {string.Join('×', features.shape)} numbers; features are a matrix of samples × length with at least 2 "
                + $"samples.");
        if (!features.isfinite().all().item<bool>())
            throw new DataException($"{path} holds NaN or infinity; features are finite numbers.");
        return new FeatureSampleSet("features:" + path, features);
    }

    public override void Dispose() => _features.Dispose();

    private static Tensor LoadNpy(string path)
    {
        if (!File.Exists(path))
            throw new DataException($"There is no file {path}.");
        var array = NpyFormat.Read(File.ReadAllBytes(path), path);
        return tensor(array.Values, [.. array.Shape.Select(d => (long)d)]);
    }

    private static Tensor LoadSafeTensors(string path)
    {
        var tensors = SafeTensors.Load(path);
        return tensors.TryGetValue("features", out var features)
            ? features
            : throw new DataException($"{path} has no tensor 'features' (it has {string.Join(", ", tensors.Keys)}).");
    }
}
