using GanBench.Configuration;
using GanBench.Metrics.Discriminators;
using GanBench.Metrics.Distributions;
using GanBench.Metrics.Fid;
using GanBench.Metrics.Frequencies;
using GanBench.Metrics.InceptionScore;
using GanBench.Metrics.IntraFid;
using GanBench.Metrics.Kid;
using GanBench.Metrics.Memorisation;
using GanBench.Metrics.Mind;
using GanBench.Metrics.Modes;
using GanBench.Metrics.MsSsim;
using GanBench.Metrics.Neighbours;
using GanBench.Metrics.Prdc;
using GanBench.Metrics.SlicedWasserstein;
using GanBench.Metrics.Vendi;

namespace GanBench.Metrics;

/// <summary>All metrics by name.</summary>
public static class MetricRegistry
{
    /// <summary>The metrics, in the order of reports.</summary>
    public static Registry<IMetric> All { get; } = new("metric", metric => metric.Name)
    {
        new FidMetric(),
        new FidInfinityMetric(),
        new IntraFidMetric(),
        KidMetric.Polynomial,
        KidMetric.Radial,
        new MindMetric(),
        ClassScoreMetric.Inception,
        ClassScoreMetric.Classifier,
        new PrdcMetric(),
        new SlicedWassersteinMetric(),
        new MsSsimMetric(),
        new VendiMetric(),
        new ModesMetric(),
        new NeighboursMetric(),
        new MemorisationMetric(),
        new CollapseMetric(),
        new HighFrequencyMetric(),
        new DiscriminatorMetric(),
        new KolmogorovSmirnovMetric(),
    };

    /// <summary>All values in the order of columns: those of summaries first, then those that are drawn; else as metrics stand.</summary>
    public static IEnumerable<MetricValue> Values =>
        All.SelectMany(metric => metric.Values).OrderByDescending(value => value.IsHeadline).ThenByDescending(value => value.IsDrawn);

    /// <summary>The value by which the best checkpoint of a run is found.</summary>
    public static MetricValue Main => Values.First();

    /// <summary>What is known of a value. Of a name that no metric gives, as in runs of other programs, it is the name alone.</summary>
    /// <param name="name">Name of the value, or of a part of one.</param>
    public static MetricValue Value(string name) =>
        All.SelectMany(metric => metric.Values).Select(value => value.Named(name)).FirstOrDefault(value => value is not null)
        ?? new MetricValue(name);

    /// <summary>The metric that gives a value; null when none does.</summary>
    /// <param name="name">Name of the value, or of a part of one.</param>
    public static IMetric? Of(string name) => All.FirstOrDefault(metric => metric.Values.Any(value => value.Named(name) is not null));

    /// <summary>The counterpart of a value for the data itself; null when it has none.</summary>
    /// <param name="name">Name of the value.</param>
    public static MetricValue? ReferenceOf(string name) =>
        All.SelectMany(metric => metric.Values).FirstOrDefault(value => value.ReferenceOf == name);
}
