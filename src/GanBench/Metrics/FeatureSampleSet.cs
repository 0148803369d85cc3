using System.Collections.ObjectModel;
using GanBench.Metrics.Fid;
using GanBench.Random;
using static TorchSharp.torch;

namespace GanBench.Metrics;

/// <summary>
/// Features that people bring from their own extractor, in the order of their file; of more than are asked for, as many are drawn by the
/// evaluation's seed as <see cref="Samples.DatasetSamples"/> draws images.
/// </summary>
internal sealed class FeatureSampleSet : SampleSet
{
    private readonly Tensor _all;
    private readonly FeatureStatistics? _given;
    private FeatureStatistics? _statistics;
    private Tensor? _features;
    private int _statisticsCount, _count;
    private int[] _order = [];

    /// <summary>Takes features.</summary>
    /// <param name="name">What they are.</param>
    /// <param name="features">N×d finite numbers of a floating type on the CPU; disposed with this.</param>
    /// <param name="statistics">Statistics that came with them, perhaps of more samples; null to compute them.</param>
    /// <param name="protocol">How they were made; null or empty when not known.</param>
    public FeatureSampleSet(
        string name, Tensor features, FeatureStatistics? statistics = null, IReadOnlyDictionary<string, string>? protocol = null)
    {
        (Name, _all, _given) = (name, features.DetachFromDisposeScope(), statistics);
        FeatureProtocol = protocol is { Count: > 0 }
            ? protocol
            : new ReadOnlyDictionary<string, string>(new Dictionary<string, string> { ["extractor"] = "precomputed" });
        (_count, _statisticsCount) = (Rows, statistics is null ? Rows : statistics.Count ?? 0);
        _statistics = statistics;
    }

    public override string Name { get; }

    public override MetricNeeds Offers => MetricNeeds.Statistics | MetricNeeds.Features;

    public override int StatisticsCount => _statisticsCount;

    public override int Count => _count;

    public override int? Found => Rows;

    public override IReadOnlyDictionary<string, string> FeatureProtocol { get; }

    public override FeatureStatistics Statistics => _statistics ??= Compute();

    public override Tensor Features => _features ??= Drawn(Count).DetachFromDisposeScope();

    private int Rows => (int)_all.shape[0];

    public override void Dispose()
    {
        _features?.Dispose();
        _all.Dispose();
    }

    internal override void Limit(EvaluationOptions options, bool isReference)
    {
        var asked = isReference ? options.ReferenceSamples : options.Samples;
        var limit = Evaluator.Limit(asked, Rows);
        _count = isReference ? Evaluator.Limit(options.Samples, limit) : limit;
        // Statistics that came along are of all samples: of a part they are computed.
        _statistics = asked == 0 || asked >= (_given?.Count ?? Rows) ? _given : null;
        _statisticsCount = _statistics is null ? limit : _statistics.Count ?? 0;
        _order = new RandomStream(options.Seed, Streams.EvaluationOrder).Permutation(Rows);
        _features?.Dispose();
        _features = null;
    }

    private Tensor Drawn(int count)
    {
        if (count == Rows)
            return _all.alias();
        using var scope = NewDisposeScope();
        return _all.index_select(0, tensor(Array.ConvertAll(_order[..count], row => (long)row))).MoveToOuterDisposeScope();
    }

    private FeatureStatistics Compute()
    {
        using var scope = NewDisposeScope();
        using var builder = new FeatureStatisticsBuilder((int)_all.shape[1]);
        builder.Add(Drawn(StatisticsCount));
        return builder.Build();
    }
}
