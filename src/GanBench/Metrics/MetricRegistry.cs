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
using GanBench.Text;

namespace GanBench.Metrics;

/// <summary>All metrics by name.</summary>
public static class MetricRegistry
{
    /// <summary>All of them, in the order of reports.</summary>
    public static IReadOnlyList<IMetric> All { get; private set; } =
    [
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
    ];

    /// <summary>Adds a metric of another program, before anything else is done.</summary>
    /// <param name="metric">The metric.</param>
    /// <exception cref="ArgumentException">Its name is taken.</exception>
    public static void Register(IMetric metric)
    {
        if (All.Any(other => other.Name == metric.Name))
            throw new ArgumentException($"There is a metric '{metric.Name}' already.", nameof(metric));
        All = [.. All, metric];
    }

    /// <summary>Finds a metric.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="UsageException">There is none of that name; the message has the nearest one.</exception>
    public static IMetric Find(string name) =>
        All.FirstOrDefault(m => m.Name == name) ?? throw new UsageException(NearestName.Unknown("metric", name, [.. All.Select(m => m.Name)]));
}
