using GanBench.Suites.Planning;

namespace GanBench.Reporting.Live;

/// <summary>A suite that is watched: which of the runs are its own, and the arithmetic that is left of it.</summary>
/// <param name="plan">The plan.</param>
internal sealed class LiveSuite(SuitePlan plan)
{
    private readonly IReadOnlyList<(PlannedRun Run, string Key, double Operations)> _runs =
        [.. plan.DistinctRuns.Select(run => (run, RunIndex.Key(run), run.Operations))];

    /// <summary>How it stands.</summary>
    /// <param name="found">The runs of the folder.</param>
    public SuiteView Look(IReadOnlyList<LiveRun> found)
    {
        var byKey = found.Where(run => run.Key is not null).ToLookup(run => run.Key);
        double left = 0, rate = 0;
        var (over, running) = (0, 0);
        var waiting = new List<PlannedRun>();
        foreach (var (planned, key, operations) in _runs)
        {
            var run = byKey[key].MaxBy(r => r.State?.Started ?? DateTimeOffset.MinValue);
            if (run is null)
                waiting.Add(planned);
            if (run?.IsOver == true)
            {
                over++;
                continue;
            }
            var perStep = operations / planned.Spec.Training.Steps;
            left += perStep * Math.Max(0, planned.Spec.Training.Steps - (run?.Step ?? 0));
            if (run?.IsRunning != true)
                continue;
            running++;
            if (run.SecondsPerStep is { } seconds and > 0)
                rate += perStep / seconds;
        }
        return new SuiteView(plan.Suite.Name, _runs.Count, over, running, rate > 0 ? left / rate : null, waiting);
    }
}

/// <summary>How a suite stands.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Count">Its runs.</param>
/// <param name="Over">Those that are trained.</param>
/// <param name="Running">Those that are being trained.</param>
/// <param name="SecondsLeft">Seconds of training left at the present rate; null where nothing is trained.</param>
/// <param name="Waiting">Those that were not begun.</param>
public sealed record SuiteView(
    string Name, int Count, int Over, int Running, double? SecondsLeft, IReadOnlyList<PlannedRun> Waiting);
