using GanBench.Imaging;
using GanBench.Metrics;
using GanBench.Statistics;
using GanBench.Suites.Planning;
using GanBench.Suites.Results;
using GanBench.Suites.Running;
using GanBench.Suites.Schema;

namespace GanBench.Suites.Claims;

/// <summary>
/// Whether the runs of a plan could decide its claims at all, whatever they give: enough seeds, every metric measured, enough points.
/// </summary>
public static class Decidability
{
    /// <summary>Why claims of a plan can never be decided, a sentence each; empty when all can.</summary>
    /// <param name="plan">The plan.</param>
    public static IEnumerable<string> Problems(SuitePlan plan) =>
        from suite in plan.Suite.Leaves
        let runs = plan.Runs.Where(r => r.Cell.Suite == suite.Name).ToList()
        from claim in suite.Claims
        from check in claim.Checks
        let cells = check.Cells.SelectMany(name => CellName.TryParse(name)!.Find(runs.Select(r => r.Cell).Distinct())).Distinct().ToList()
        from problem in cells.SelectMany(cell => Problems(suite, check, [.. runs.Where(r => r.Cell == cell)])
            .Select(problem => $"{cell.Name}: {problem}")).Concat(OfPeople(check, cells))
        select $"{suite.Name}/{claim.Id}: {problem}";

    // A questionnaire shows images, and asks once per architecture and dataset.
    private static IEnumerable<string> OfPeople(ClaimCheck check, IReadOnlyList<PlannedCell> cells)
    {
        if (!check.Quantities.Any(RunQuantityNames.IsOfPeople))
            yield break;
        foreach (var cell in cells.Where(c => c.Kind != SampleKind.Image))
            yield return $"{cell.Name}: people judge images, and it makes none";
        foreach (var alike in cells.GroupBy(c => (c.Architecture, c.Dataset)).Where(g => g.Skip(1).Any()))
            yield return string.Join(", ", alike.Select(c => c.Name)) + ": people are asked about one cell per architecture and dataset";
    }

    private static IEnumerable<string> Problems(Suite suite, ClaimCheck check, IReadOnlyList<PlannedRun> runs)
    {
        if (runs.Count < ClaimEvaluator.MinimumSeeds)
            yield return $"{runs.Count} seed, of {ClaimEvaluator.MinimumSeeds} that are needed";
        if (check.Kind == CheckKind.Status)
            yield break;
        foreach (var quantity in check.Quantities.Where(q => !RunQuantity.IsLogged(q) && MetricRegistry.Of(q) is not null
            && !IsMeasured(suite, runs[0], q)))
            yield return $"{quantity} is not measured: add {MetricRegistry.Of(quantity)!.Name} to the metrics";
        var points = check.Quantities.Min(q => Points(suite, runs[0], q, check));
        if (check.Kind == CheckKind.Correlation && points < IntervalChecks.MinimumPoints)
            yield return $"{points} measured points, of {IntervalChecks.MinimumPoints} that a correlation needs";
        if (check.Kind == CheckKind.Trend && !CanShowTrend(points / check.Trend.Count, runs.Count))
            yield return $"{points / check.Trend.Count} points a part show no trend, however clear";
        if (check.At == CheckAt.Share && !Steps(suite, runs[0], check.Quantities[0]).Any(step =>
            step >= check.Window[0] * runs[0].Spec.Training.Steps && step <= check.Window[1] * runs[0].Spec.Training.Steps))
            yield return "no checkpoint lies in the window";
    }

    private static bool IsMeasured(Suite suite, PlannedRun run, string quantity) =>
        CheckpointEvaluator.Applicable(suite.Evaluation.Metrics.Concat(InCurve(suite)), run.Cell.Kind)
            .Any(metric => metric.Values.Any(value => value.Named(quantity) is not null));

    private static IEnumerable<string> InCurve(Suite suite) => suite.Evaluation.Curve.Every > 0 ? suite.Evaluation.Curve.Metrics : [];

    // A logged curve has as many points as anybody looks at.
    private static int Points(Suite suite, PlannedRun run, string quantity, ClaimCheck check)
    {
        var points = RunQuantity.IsLogged(quantity) ? CurveChecks.Intervals : Steps(suite, run, quantity).Count;
        return (int)Math.Round(points * (check.Window[1] - check.Window[0]));
    }

    private static IReadOnlyList<int> Steps(Suite suite, PlannedRun run, string quantity) =>
        InCurve(suite).Select(MetricRegistry.All.Find).Any(m => m.Values.Any(v => v.Named(quantity) is not null)) ? run.CurveSteps
            : run.Checkpoints;

    // The clearest trend there could be, in all seeds.
    private static bool CanShowTrend(int points, int seeds)
    {
        double[] rising = [.. Enumerable.Range(0, points).Select(i => (double)i)];
        return points >= 2 && TrendTest.Of([.. Enumerable.Repeat(rising, seeds)]).PValue < CurveChecks.Alpha;
    }
}
