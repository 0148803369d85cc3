using System.Security.Cryptography;
using System.Text;
using GanBench.Metrics.Fid;
using GanBench.Storage;
using static TorchSharp.torch;

namespace GanBench.Metrics;

/// <summary>What one pass over a source gives.</summary>
internal sealed record CachedFeatures(FeatureStatistics Statistics, Tensor Features, Tensor? Logits);

/// <summary>
/// Features and statistics on disk. A file's name is a hash of its whole protocol, so another extractor, resize mode, count or engine
/// never finds it. The folder may be deleted at any time.
/// </summary>
/// <param name="folder">The cache directory.</param>
internal sealed class FeatureCache(string folder)
{
    private const string Version = "features-1";

    /// <summary>Reads an entry; null when there is none or it is damaged, and it is then made again.</summary>
    public CachedFeatures? TryLoad(IReadOnlyDictionary<string, string> protocol)
    {
        var (features, statistics) = Paths(protocol);
        if (!File.Exists(features) || !File.Exists(statistics))
            return null;
        try
        {
            var loaded = StatisticsFile.Load(statistics).Statistics;
            var tensors = SafeTensors.Load(features);
            foreach (var tensor in tensors.Values)
                tensor.DetachFromDisposeScope();
            return tensors.TryGetValue("features", out var x) && x.shape is [_, var d] && d == loaded.Dimension
                ? new CachedFeatures(loaded, x, tensors.GetValueOrDefault("logits"))
                : null;
        }
        catch (DataException)
        {
            return null;
        }
    }

    /// <summary>Writes an entry.</summary>
    public void Save(IReadOnlyDictionary<string, string> protocol, CachedFeatures content)
    {
        var (features, statistics) = Paths(protocol);
        Directory.CreateDirectory(Path.GetDirectoryName(features)!);
        StatisticsFile.Save(statistics, content.Statistics, protocol);
        var tensors = new List<(string, Tensor)> { ("features", content.Features) };
        if (content.Logits is { } logits)
            tensors.Add(("logits", logits));
        SafeTensors.Save(features, tensors, protocol);
    }

    private (string Features, string Statistics) Paths(IReadOnlyDictionary<string, string> protocol)
    {
        var text = new StringBuilder(Version);
        foreach (var (key, value) in protocol.OrderBy(p => p.Key, StringComparer.Ordinal))
            text.Append('\n').Append(key).Append('=').Append(value);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..32];
        var path = Path.Combine(folder, "features", hash);
        return (path + ".safetensors", path + ".npz");
    }
}
