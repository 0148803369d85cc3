using GanBench.Microbenchmarks.Measuring;

namespace GanBench.Microbenchmarks.Workloads;

/// <summary>All workloads, and the workers that measure ours. One line per file.</summary>
internal static class WorkloadRegistry
{
    /// <summary>What each worker does with its arguments: it prints a <see cref="Measurement"/> last.</summary>
    public static IReadOnlyDictionary<string, Action<string[]>> Workers { get; } = new Dictionary<string, Action<string[]>>
    {
        ["machine"] = _ => MachineWorker.Work(),
        ["training"] = TrainingWorkloads.Work,
        ["sampling"] = SamplingWorkloads.Work,
        ["epoch"] = DatasetWorkloads.ReadEpoch,
        ["open"] = DatasetWorkloads.Open,
        ["features"] = FeatureWorkloads.Work,
        ["frechet"] = MetricWorkloads.Frechet,
        ["neighbours"] = MetricWorkloads.Neighbours,
        ["checkpoint"] = CheckpointWorkloads.Work,
    };

    /// <summary>The workloads, group by group.</summary>
    /// <param name="quick">Whether few steps are enough.</param>
    public static IReadOnlyList<Workload> All(bool quick) =>
    [
        .. TrainingWorkloads.All(quick),
        .. SamplingWorkloads.All(quick),
        .. DatasetWorkloads.All,
        .. FeatureWorkloads.All(quick),
        .. MetricWorkloads.All,
        .. CheckpointWorkloads.All,
        .. StartWorkloads.All,
        .. ReportWorkloads.All,
        .. ParallelWorkloads.All,
        .. OverheadWorkloads.All,
    ];
}
