using GanBench.Datasets;
using GanBench.Metrics.Extractors;
using GanBench.Metrics.Fid;
using GanBench.Metrics.Samples;
using static TorchSharp.torch;

namespace GanBench.Metrics;

/// <summary>
/// A source of images, and what was computed from it. One pass over the images gives statistics of all of them and, where a metric asks
/// for them, the features of the first; both are kept in the cache directory under everything that decides them.
/// </summary>
internal sealed class ImageSampleSet : SampleSet
{
    private const long FewBytes = 16 << 20;

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

    public override int? Found => _source.Count;

    public override IReadOnlyDictionary<string, string> SourceProtocol => _source.Protocol;

    public override IReadOnlyDictionary<string, string> FeatureProtocol =>
        new Dictionary<string, string>(_extractor.Value.Protocol, StringComparer.Ordinal)
    {
        ["engine"] = "libtorch " + __version__,
        ["batch"] = FormattableString.Invariant($"{_options.Batch}"),
    };

    public override FeatureStatistics Statistics
    {
        get
        {
            if (_statistics is null)
                Prepare(withFeatures: KeepsFeatures);
            return _statistics!;
        }
    }

    public override Tensor Features
    {
        get
        {
            if (_features is null)
                Prepare(withFeatures: true);
            return _features!;
        }
    }

    public override Tensor Logits
    {
        get
        {
            _ = Features;
            return _logits ?? throw new UsageException($"The extractor {_extractor.Value.Name} gives no class logits.");
        }
    }

    public override ClassLabels? Classes =>
        _source.ClassNames is { } names && _source.Labels is { } labels ? new ClassLabels(names, labels) : null;

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

    /// <summary>Whether features are kept: where a metric asks for them, or they are so few that the next one may have them.</summary>
    private bool KeepsFeatures => AreFew || _options.Intervals is not null
        || (long)Count * _extractor.Value.Dimension * sizeof(float) <= FewBytes
        || _options.Metrics.Any(name => (MetricRegistry.All.Find(name).Needs & (MetricNeeds.Features | MetricNeeds.Logits)) != 0);

    private bool AreFew => StatisticsCount == Count && Count <= _extractor.Value.Dimension;

    private Dictionary<string, string> CacheProtocol
    {
        get
        {
            var protocol = new Dictionary<string, string>(_source.Protocol, StringComparer.Ordinal);
            foreach (var (key, text) in FeatureProtocol)
                protocol[key] = text;
            protocol["source"] = _source.Name;
            protocol["content"] = _source.ContentHash ?? "";
            protocol["statisticsCount"] = FormattableString.Invariant($"{StatisticsCount}");
            protocol["count"] = FormattableString.Invariant($"{Count}");
            return protocol;
        }
    }

    private void Prepare(bool withFeatures)
    {
        // Before gradients are off: a classifier that is not there yet is trained now.
        var extractor = _extractor.Value;
        if (_source.ContentHash is not null)
        {
            var cached = _cache.Load(CacheProtocol, withFeatures);
            if (withFeatures)
                (_features, _logits) = (Fitting(cached.Features, extractor), cached.Logits);
            _statistics = AreFew && _features is not null ? FewStatistics(_features) : cached.Statistics;
            if (_statistics is not null && (_features is not null || !withFeatures))
                return;
        }
        Extract(extractor, withFeatures);
        if (_source.ContentHash is not null)
            _cache.Save(CacheProtocol, new CachedFeatures(AreFew ? null : _statistics, _features, _logits));
    }

    private Tensor? Fitting(Tensor? features, IFeatureExtractor extractor)
    {
        if (features is null || features.shape.SequenceEqual([Count, extractor.Dimension]))
            return features;
        features.Dispose();
        return null;
    }

    // In the same batches, so that the bits are those of the first time.
    private FeatureStatistics FewStatistics(Tensor features)
    {
        using var builder = new FeatureStatisticsBuilder((int)features.shape[1]);
        for (var first = 0; first < Count; first += _options.Batch)
        {
            using var batch = features.narrow(0, first, Math.Min(_options.Batch, Count - first));
            builder.Add(batch);
        }
        return builder.Build();
    }

    private void Extract(IFeatureExtractor extractor, bool withFeatures)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var builder = new FeatureStatisticsBuilder(extractor.Dimension);
        var kept = withFeatures ? Count : 0;
        var features = withFeatures ? empty([Count, extractor.Dimension]) : null;
        Tensor? logits = null;
        var total = Math.Max(StatisticsCount, kept);
        for (var first = 0; first < total; first += _options.Batch)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            using var batchScope = NewDisposeScope();
            var size = Math.Min(_options.Batch, total - first);
            var extracted = extractor.Extract(_source.ReadGroups(first, size));
            if (first < StatisticsCount)
                builder.Add(extracted.Features.narrow(0, 0, Math.Min(size, StatisticsCount - first)));
            if (first < kept)
            {
                var rows = Math.Min(size, kept - first);
                features!.narrow(0, first, rows).copy_(extracted.Features.narrow(0, 0, rows));
                if (extracted.Logits is { } answer)
                {
                    logits ??= empty([Count, answer.shape[1]]).MoveToOuterDisposeScope();
                    logits.narrow(0, first, rows).copy_(answer.narrow(0, 0, rows));
                }
            }
            _progress?.Report(new EvaluationProgress($"Features of {_source.Name}", first + size, total));
        }
        _statistics = builder.Build();
        // Some of a damaged cache may be there.
        _features?.Dispose();
        _logits?.Dispose();
        _features = features?.DetachFromDisposeScope();
        _logits = logits?.DetachFromDisposeScope();
    }
}
