using GanBench.Metrics.Fid;

namespace GanBench.Metrics;

/// <summary>Statistics from a file: enough for FID.</summary>
/// <param name="name">What they are.</param>
/// <param name="statistics">The statistics.</param>
/// <param name="protocol">How they were made; empty when not known.</param>
internal sealed class StatisticsSampleSet(string name, FeatureStatistics statistics, IReadOnlyDictionary<string, string> protocol)
    : SampleSet
{
    public override string Name => name;

    public override MetricNeeds Offers => MetricNeeds.Statistics;

    public override int StatisticsCount => statistics.Count ?? 0;

    public override int Count => StatisticsCount;

    public override IReadOnlyDictionary<string, string> FeatureProtocol => protocol;

    public override FeatureStatistics Statistics => statistics;

    public override void Dispose()
    {
    }

    internal override void Limit(EvaluationOptions options, bool isReference)
    {
        var (name, asked) = isReference ? ("--reference-samples", options.ReferenceSamples) : ("--samples", options.Samples);
        if (asked > 0 && asked < statistics.Count)
            throw new UsageException(
                $"{Name} is of {statistics.Count} samples, and of statistics no part can be taken: leave out {name} ({asked}), or give "
                + $"the images or features themselves.");
    }
}
