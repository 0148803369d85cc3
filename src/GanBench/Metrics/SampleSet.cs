using GanBench.Datasets;
using GanBench.Metrics.Extractors;
using GanBench.Metrics.Fid;
using GanBench.Metrics.Samples;
using static TorchSharp.torch;

namespace GanBench.Metrics;

/// <summary>
/// One side of an evaluation: a source of images, and what was computed from it. One pass over the images gives statistics of all of
/// them and the features of the first; both are kept in the cache directory under everything that decides them.
/// </summary>
public sealed class SampleSet : IDisposable
{
    private readonly EvaluationOptions _options;
    private readonly Lazy<IFeatureExtractor> _extractor;
    private readonly FeatureCache _cache;
    private readonly IProgress<EvaluationProgress>? _progress;
    private readonly CancellationToken _cancellation;
    private readonly Dictionary<int, Tensor> _images = [];
    private FeatureStatistics? _statistics;
    private Tensor? _features, _logits;

    internal SampleSet(
        ISampleSource source,
        int statisticsCount,
        int count,
        EvaluationOptions options,
        Lazy<IFeatureExtractor> extractor,
        IProgress<EvaluationProgress>? progress,
        CancellationToken cancellation)
    {
        (Source, StatisticsCount, Count, _options, _extractor) = (source, statisticsCount, count, options, extractor);
        (_progress, _cancellation) = (progress, cancellation);
        _cache = new FeatureCache(options.CacheDirectory ?? DataDirectories.Cache);
    }

    /// <summary>Where the images come from; the caller's.</summary>
    public ISampleSource Source { get; }

    /// <summary>Images behind <see cref="Statistics"/>.</summary>
    public int StatisticsCount { get; }

    /// <summary>Images behind everything else: the first of the source.</summary>
    public int Count { get; }

    /// <summary>Statistics of the features of the first <see cref="StatisticsCount"/> images.</summary>
    public FeatureStatistics Statistics => Computed(ref _statistics);

    /// <summary>Features of the first <see cref="Count"/> images: float32 on the CPU, N×d. Owned by this set.</summary>
    public Tensor Features => Computed(ref _features);

    /// <summary>Their logits: float32 on the CPU, N×classes. Owned by this set.</summary>
    /// <exception cref="UsageException">The extractor gives no logits.</exception>
    public Tensor Logits
    {
        get
        {
            _ = Features;
            return _logits ?? throw new UsageException($"The extractor {_extractor.Value.Name} gives no class logits.");
        }
    }

    /// <summary>The first images.</summary>
    /// <param name="count">How many, at most <see cref="Count"/>.</param>
    /// <returns>uint8 on the CPU, N×C×H×W. Owned by this set.</returns>
    public Tensor Images(int count)
    {
        if (!_images.TryGetValue(count, out var images))
            _images[count] = images = Source.Read(0, count).DetachFromDisposeScope();
        return images;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _features?.Dispose();
        _logits?.Dispose();
        foreach (var images in _images.Values)
            images.Dispose();
    }

    private T Computed<T>(ref T? field)
        where T : class
    {
        if (field is null && !TryLoad())
            ComputeFeatures();
        return field!;
    }

    private IReadOnlyDictionary<string, string> CacheProtocol => new Dictionary<string, string>(_extractor.Value.Protocol, StringComparer.Ordinal)
    {
        ["source"] = Source.Name,
        ["content"] = Source.ContentHash ?? "",
        ["batch"] = FormattableString.Invariant($"{_options.Batch}"),
        ["statisticsCount"] = FormattableString.Invariant($"{StatisticsCount}"),
        ["count"] = FormattableString.Invariant($"{Count}"),
        ["engine"] = __version__,
    };

    private bool TryLoad()
    {
        if (Source.ContentHash is null || _cache.TryLoad(CacheProtocol) is not { } cached)
            return false;
        (_statistics, _features, _logits) = (cached.Statistics, cached.Features, cached.Logits);
        return true;
    }

    private void ComputeFeatures()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var extractor = _extractor.Value;
        using var builder = new FeatureStatisticsBuilder(extractor.Dimension);
        var (features, logits) = (new List<Tensor>(), new List<Tensor>());
        var total = Math.Max(StatisticsCount, Count);
        for (var first = 0; first < total; first += _options.Batch)
        {
            _cancellation.ThrowIfCancellationRequested();
            using var batchScope = NewDisposeScope();
            var size = Math.Min(_options.Batch, total - first);
            var extracted = extractor.Extract(Source.Read(first, size));
            if (first < StatisticsCount)
                builder.Add(extracted.Features.narrow(0, 0, Math.Min(size, StatisticsCount - first)));
            if (first < Count)
            {
                var kept = Math.Min(size, Count - first);
                features.Add(extracted.Features.narrow(0, 0, kept).clone().MoveToOuterDisposeScope());
                if (extracted.Logits is { } answer)
                    logits.Add(answer.narrow(0, 0, kept).clone().MoveToOuterDisposeScope());
            }
            _progress?.Report(new EvaluationProgress($"Features of {Source.Name}", first + size, total));
        }
        _features = cat([.. features], 0).DetachFromDisposeScope();
        _logits = logits.Count > 0 ? cat([.. logits], 0).DetachFromDisposeScope() : null;
        _statistics = builder.Build();
        if (Source.ContentHash is not null)
            _cache.Save(CacheProtocol, new CachedFeatures(_statistics, _features, _logits));
    }
}
