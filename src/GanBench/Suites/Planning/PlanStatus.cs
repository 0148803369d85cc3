using GanBench.Datasets;
using GanBench.Runs;
using GanBench.Suites.Results;

namespace GanBench.Suites.Planning;

/// <summary>What of a plan is done, and what this machine lacks for the rest. Nothing is fetched or trained.</summary>
/// <param name="Runs">The runs with what is there of them, in the plan's order.</param>
/// <param name="MissingData">Datasets that are not on this machine, each with what to do about it.</param>
public sealed record PlanStatus(IReadOnlyList<RunResult> Runs, IReadOnlyDictionary<string, string> MissingData)
{
    /// <summary>Whether a run is trained and measured.</summary>
    /// <param name="run">The run.</param>
    public static bool IsFinished(RunResult run) => run.State is { Crash: null } state
        && (state.Status == RunStatus.Completed ? run.Unmeasured == 0 : state.Status == RunStatus.Diverged);

    /// <summary>Looks at the run directories and the data.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="runsFolder">The folder that holds the runs.</param>
    /// <param name="dataDirectory">Where datasets are looked for; null takes the default.</param>
    /// <param name="checkData">Whether the datasets are opened; decodes them the first time.</param>
    public static PlanStatus Of(SuitePlan plan, string runsFolder, string? dataDirectory, bool checkData)
    {
        var index = RunIndex.Read(runsFolder);
        var missing = new Dictionary<string, string>();
        if (checkData)
        {
            foreach (var request in plan.Runs.Select(r => DatasetRequest.Of(r.Spec, dataDirectory) with { Offline = true }).Distinct())
            {
                try
                {
                    DatasetRegistry.Open(request).Dispose();
                }
                catch (GanBenchException e)
                {
                    missing.TryAdd(request.Name, e.Message);
                }
            }
        }
        return new PlanStatus([.. plan.DistinctRuns.Select(r => new RunResult(r, index.Find(r)))], missing);
    }
}
