using GanBench.Configuration;
using GanBench.Metrics.Discriminators;
using GanBench.Metrics.Fid;
using GanBench.Metrics.Frequencies;
using GanBench.Metrics.InceptionScore;
using GanBench.Metrics.Kid;
using GanBench.Metrics.Modes;
using GanBench.Metrics.MsSsim;
using GanBench.Metrics.Neighbours;
using GanBench.Metrics.Prdc;
using GanBench.Metrics.SlicedWasserstein;

namespace GanBench.Metrics;

/// <summary>All metrics by name.</summary>
public static class MetricRegistry
{
    /// <summary>The metrics, in the order of reports.</summary>
    public static Registry<IMetric> All { get; } = new("metric", metric => metric.Name)
    {
        new FidMetric(),
        new FidInfinityMetric(),
        new KidMetric(),
        ClassScoreMetric.Inception,
        ClassScoreMetric.Classifier,
        new PrdcMetric(),
        new SlicedWassersteinMetric(),
        new MsSsimMetric(),
        new ModesMetric(),
        new NeighboursMetric(),
        new CollapseMetric(),
        new HighFrequencyMetric(),
        new DiscriminatorMetric(),
    };
}
