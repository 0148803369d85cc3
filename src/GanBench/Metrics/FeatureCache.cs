using System.Security.Cryptography;
using System.Text;
using GanBench.Datasets;
using GanBench.Metrics.Fid;
using GanBench.Storage;
using static TorchSharp.torch;

namespace GanBench.Metrics;

/// <summary>What one pass over a source gives, or as much of it as was asked for.</summary>
/// <param name="Statistics">Of all samples; null where they are few and their features say the same.</param>
/// <param name="Features">float32 N×d; null where only statistics were asked for.</param>
/// <param name="Logits">float32 N×classes; null where there are none.</param>
internal sealed record CachedFeatures(FeatureStatistics? Statistics, Tensor? Features, Tensor? Logits);

/// <summary>
/// Features and statistics on disk. A file's name is a hash of its whole protocol, so another extractor, resize mode, count or engine
/// never finds it. The folder may be deleted at any time.
/// </summary>
/// <param name="folder">The cache directory.</param>
internal sealed class FeatureCache(string folder)
{
    private const string Version = "features-2";

    /// <summary>Reads an entry; of what is not there or damaged there is null, and it is made again.</summary>
    /// <param name="protocol">What decides the features.</param>
    /// <param name="withFeatures">Whether features are wanted, which may be large.</param>
    public CachedFeatures Load(IReadOnlyDictionary<string, string> protocol, bool withFeatures)
    {
        var (features, statistics) = Paths(protocol);
        var tensors = withFeatures ? TryRead(features, SafeTensors.Load) : null;
        foreach (var tensor in tensors?.Values ?? [])
            tensor.DetachFromDisposeScope();
        return new CachedFeatures(
            TryRead(statistics, path => StatisticsFile.Load(path).Statistics),
            tensors?.GetValueOrDefault("features") is { } x && x.dim() == 2 ? x : null,
            tensors?.GetValueOrDefault("logits"));
    }

    /// <summary>Writes what there is of an entry. Where it cannot be written, the next evaluation computes it again.</summary>
    /// <param name="protocol">What decides the features.</param>
    /// <param name="content">The entry.</param>
    public void Save(IReadOnlyDictionary<string, string> protocol, CachedFeatures content)
    {
        var (features, statistics) = Paths(protocol);
        OptionalCache.TryWrite(folder, () =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(features)!);
            if (content.Statistics is { } s)
                StatisticsFile.Save(statistics, s, protocol);
            var tensors = new[] { ("features", content.Features), ("logits", content.Logits) }.Where(t => t.Item2 is not null).ToList();
            if (tensors.Count > 0)
                SafeTensors.Save(features, tensors.ConvertAll(t => (t.Item1, t.Item2!)), protocol);
        });
    }

    private static T? TryRead<T>(string path, Func<string, T> read)
        where T : class
    {
        try
        {
            return File.Exists(path) ? read(path) : null;
        }
        catch (DataException)
        {
            return null;
        }
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
