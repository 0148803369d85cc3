using GanBench.Datasets;
using GanBench.Metrics.Extractors;
using GanBench.Metrics.Fid;
using GanBench.Metrics.Samples;
using static TorchSharp.torch;

namespace GanBench.Metrics;

/// <summary>
/// A source of images, and what was computed from it. One pass over the images gives statistics of all of them and the features of the
/// first; both are kept in the cache directory under everything that decides them.
/// </summary>
internal sealed class ImageSampleSet : SampleSet
{
    private readonly ISampleSource _source;
    private readonly EvaluationOptions _options;
    private readonly Lazy<IFeatureExtractor> _extractor;
    private readonly FeatureCache _cache;
    private readonly IProgress<EvaluationProgress>? _progress;
    private readonly CancellationToken _cancellationToken;
    private readonly Dictionary<int, Tensor> _images = [];
    private FeatureStatistics? _statistics;
    private Tensor? _features, _logits;

    /// <summary>Prepares a set; nothing is computed yet.</summary>
    /// <param name="source">The images; the caller's.</param>
    /// <param name="statisticsCount">Images for statistics.</param>
    /// <param name="count">Images for everything else.</param>
    /// <param name="options">Batch and directories.</param>
    /// <param name="extractor">Opened when features are first asked for; the caller's.</param>
    /// <param name="progress">Told about every batch.</param>
    /// <param name="cancellationToken">Checked between batches.</param>
    public ImageSampleSet(
        ISampleSource source,
        int statisticsCount,
        int count,
        EvaluationOptions options,
        Lazy<IFeatureExtractor> extractor,
        IProgress<EvaluationProgress>? progress,
        CancellationToken cancellationToken)
    {
        (_source, StatisticsCount, Count, _options, _extractor) = (source, statisticsCount, count, options, extractor);
        (_progress, _cancellationToken) = (progress, cancellationToken);
        _cache = new FeatureCache(options.CacheDirectory ?? DataDirectories.Cache);
    }

    public override string Name => _source.Name;

    public override MetricNeeds Offers =>
        (_source.Shape is null ? 0 : MetricNeeds.Images) | MetricNeeds.Statistics | MetricNeeds.Features | MetricNeeds.Logits;

    public override string? ImageShapes => _source.ShapeText;

    public override int StatisticsCount { get; }

    public override int Count { get; }

    public override IReadOnlyDictionary<string, string> FeatureProtocol =>
        new Dictionary<string, string>(_extractor.Value.Protocol, StringComparer.Ordinal)
    {
        ["engine"] = "libtorch " + __version__,
        ["batch"] = FormattableString.Invariant($"{_options.Batch}"),
    };

    public override FeatureStatistics Statistics => Computed(ref _statistics);

    public override Tensor Features => Computed(ref _features);

    public override Tensor Logits
    {
        get
        {
            _ = Features;
            return _logits ?? throw new UsageException($"The extractor {_extractor.Value.Name} gives no class logits.");
        }
    }

    public override Tensor Images(int count)
    {
        if (!_images.TryGetValue(count, out var images))
            _images[count] = images = _source.Read(0, count).DetachFromDisposeScope();
        return images;
    }

    public override int ImageCount => _source.Count ?? Count;

    public override Tensor ReadImages(int first, int count) => _source.Read(first, count);

    public override void Dispose()
    {
        _features?.Dispose();
        _logits?.Dispose();
        foreach (var images in _images.Values)
            images.Dispose();
    }

    private Dictionary<string, string> CacheProtocol => new(FeatureProtocol, StringComparer.Ordinal)
    {
        ["source"] = _source.Name,
        ["content"] = _source.ContentHash ?? "",
        ["statisticsCount"] = FormattableString.Invariant($"{StatisticsCount}"),
        ["count"] = FormattableString.Invariant($"{Count}"),
    };

    private T Computed<T>(ref T? field)
        where T : class
    {
        if (field is null && !TryLoad())
            ComputeFeatures();
        return field!;
    }

    private bool TryLoad()
    {
        if (_source.ContentHash is null || _cache.TryLoad(CacheProtocol) is not { } cached)
            return false;
        (_statistics, _features, _logits) = (cached.Statistics, cached.Features, cached.Logits);
        return true;
    }

    private void ComputeFeatures()
    {
        // Before gradients are off: a classifier that is not there yet is trained now.
        var extractor = _extractor.Value;
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var builder = new FeatureStatisticsBuilder(extractor.Dimension);
        var (features, logits) = (new List<Tensor>(), new List<Tensor>());
        var total = Math.Max(StatisticsCount, Count);
        for (var first = 0; first < total; first += _options.Batch)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            using var batchScope = NewDisposeScope();
            var size = Math.Min(_options.Batch, total - first);
            var extracted = extractor.Extract(_source.Read(first, size));
            if (first < StatisticsCount)
                builder.Add(extracted.Features.narrow(0, 0, Math.Min(size, StatisticsCount - first)));
            if (first < Count)
            {
                var kept = Math.Min(size, Count - first);
                features.Add(extracted.Features.narrow(0, 0, kept).clone().MoveToOuterDisposeScope());
                if (extracted.Logits is { } answer)
                    logits.Add(answer.narrow(0, 0, kept).clone().MoveToOuterDisposeScope());
            }
            _progress?.Report(new EvaluationProgress($"Features of {_source.Name}", first + size, total));
        }
        _features = cat([.. features], 0).DetachFromDisposeScope();
        _logits = logits.Count > 0 ? cat([.. logits], 0).DetachFromDisposeScope() : null;
        _statistics = builder.Build();
        if (_source.ContentHash is not null)
            _cache.Save(CacheProtocol, new CachedFeatures(_statistics, _features, _logits));
    }
}
