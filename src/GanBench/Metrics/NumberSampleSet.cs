using GanBench.Metrics.Fid;

namespace GanBench.Metrics;

/// <summary>One-dimensional samples: real numbers, of a generator or of a dataset.</summary>
/// <param name="name">What they are.</param>
/// <param name="count">Samples to judge, for metrics that have no count of their own.</param>
/// <param name="read">The first samples, as many as asked for.</param>
internal sealed class NumberSampleSet(string name, int count, Func<int, float[]> read) : SampleSet
{
    public override string Name => name;

    public override MetricNeeds Offers => MetricNeeds.Numbers;

    public override int StatisticsCount => 0;

    public override int Count => count;

    public override IReadOnlyDictionary<string, string> FeatureProtocol { get; } = new Dictionary<string, string>();

    public override FeatureStatistics Statistics => throw Lacks("statistics");

    public override IReadOnlyList<float> Numbers(int count) => read(count);

    public override void Dispose()
    {
    }
}
