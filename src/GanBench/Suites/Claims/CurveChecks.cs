using GanBench.Statistics;
using GanBench.Suites.Results;
using GanBench.Suites.Schema;

namespace GanBench.Suites.Claims;

/// <summary>Checks that each run passes or fails for itself; the seeds decide together.</summary>
internal static class CurveChecks
{
    // Curves are judged as the means of a hundred intervals: the noise from step to step is no trend and no crossing.
    internal const int Intervals = 100;

    // Less than a tenth of its own level is no change.
    private const double FlatBelow = 0.1;

    // Two-sided, of the rank test.
    internal const double Alpha = 0.05;

    /// <summary>The quantity moves in the directions claimed, one per equal part of the run; the seeds are tested together.</summary>
    public static Verdict Trend(ClaimCheck check, IReadOnlyList<CellResult> cells, List<Fact> facts)
    {
        var quantity = check.Quantities[0];
        var parts = check.Trend.Count;
        var claimed = $"{quantity}{ClaimEvaluator.Within(check)} {string.Join(", then ", check.Trend.Select(Name))}";
        return Verdict.All(cells.Select(cell =>
        {
            var curves = cell.Runs.Where(r => r.IsDone).Select(run => Means(run, quantity, check))
                .Where(curve => curve.Length >= 2 * parts).ToList();
            if (curves.Count == 0)
                return new Verdict(null, $"{cell.Label}: {quantity} has too few values");
            var found = check.Trend.Select((direction, i) => TrendOf([.. curves.Select(curve => Part(curve, i, parts))])).ToList();
            var trends = string.Join(", then ", found.Select(f => f.Text));
            facts.Add(new Fact($"{cell.Label}: {quantity}{ClaimEvaluator.Within(check)}", trends));
            bool? holds = found.Zip(check.Trend).Any(f => f.First.Direction is { } direction && direction != f.Second) ? false
                : found.TrueForAll(f => f.Direction is not null) ? true : null;
            bool points = found.Zip(check.Trend).All(f => f.First.PointsTo == f.Second);
            return new Verdict(holds, $"{cell.Label}: {quantity} {trends}{(holds == true ? "" : $", claimed {claimed}")}", points);
        }));
    }

    /// <summary>Two logged curves cross so many times.</summary>
    public static Verdict Crossings(ClaimCheck check, IReadOnlyList<CellResult> cells, List<Fact> facts) =>
        EachRun(
            cells,
            $"{check.Quantities[0]} and {check.Quantities[1]} cross{ClaimEvaluator.Within(check)} {check.Crossings} times"
                + (check.OrMore ? " or more" : ""),
            facts, run =>
        {
            var (first, second) = (Means(run, check.Quantities[0], check), Means(run, check.Quantities[1], check));
            if (first.Length < 2 || second.Length < 2)
                return (null, "not logged");
            var crossings = Curve.Crossings(first, second);
            return (check.OrMore ? crossings >= check.Crossings
                : crossings == check.Crossings, FormattableString.Invariant($"{crossings}"));
        });

    /// <summary>One logged curve is above another for a share of the run.</summary>
    public static Verdict Above(ClaimCheck check, IReadOnlyList<CellResult> cells, List<Fact> facts) =>
        EachRun(cells,
            FormattableString.Invariant($"{check.Quantities[0]} above {check.Quantities[1]} in {100 * check.Share:0.#} % of ")
                + (check.Window is [0, 1] ? "the run" : "the part" + ClaimEvaluator.Within(check)),
            facts, run =>
        {
            var (first, second) = (Means(run, check.Quantities[0], check), Means(run, check.Quantities[1], check));
            if (first.Length == 0 || first.Length != second.Length)
                return (null, "not logged");
            var share = first.Zip(second).Count(p => p.First > p.Second) / (double)first.Length;
            return (share >= check.Share, FormattableString.Invariant($"{100 * share:0.#} %"));
        });

    /// <summary>The runs end as claimed.</summary>
    public static Verdict Status(ClaimCheck check, IReadOnlyList<CellResult> cells, List<Fact> facts) =>
        EachRun(cells, check.Status.ToString().ToLowerInvariant(), facts, run =>
            (run.State is null ? null : run.State.Status == check.Status, run.State?.Status.ToString().ToLowerInvariant() ?? "not run"));

    // Seeds of a cell agree, disagree, or are split.
    private static Verdict EachRun(
        IReadOnlyList<CellResult> cells, string claimed, List<Fact> facts, Func<RunResult, (bool? Holds, string Found)> judge) =>
        Verdict.All(cells.Select(cell =>
        {
            var judged = cell.Runs.Where(r => r.IsDone).Select(run => (run.Spec.Seed, Result: judge(run))).ToList();
            foreach (var (seed, result) in judged)
                facts.Add(new Fact(FormattableString.Invariant($"{cell.Label} seed {seed}: {claimed}"), result.Found));
            var decided = judged.Where(j => j.Result.Holds is not null).ToList();
            var holding = decided.Count(j => j.Result.Holds == true);
            var text = $"{cell.Label}: {claimed} in {holding} of {judged.Count} {(judged.Count == 1 ? "run" : "runs")}";
            return decided.Count == 0 ? new Verdict(null, $"{cell.Label}: {judged[0].Result.Found}")
                : holding == decided.Count ? new Verdict(true, text)
                : holding == 0 ? new Verdict(false, text)
                : new Verdict(null, text + ": the seeds disagree");
        }));

    // The means of equal intervals, and of those the window.
    private static double[] Means(RunResult run, string quantity, ClaimCheck check)
    {
        var means = Curve.Means(run.Trajectory(quantity), Intervals);
        return means[(int)Math.Round(check.Window[0] * means.Length)..(int)Math.Round(check.Window[1] * means.Length)];
    }

    private static double[] Part(double[] curve, int index, int count) =>
        curve[(index * curve.Length / count)..((index + 1) * curve.Length / count)];

    // Flat is what changes by less than a tenth of its level, whatever the test says; rises and falls are what the test shows.
    private static (TrendDirection? Direction, TrendDirection PointsTo, string Text) TrendOf(IReadOnlyList<double[]> parts)
    {
        var change = parts.Average(part => TrendTest.Slope(part) * (part.Length - 1));
        var level = parts.Average(part => part.Average(Math.Abs));
        var test = TrendTest.Of(parts);
        var direction = Math.Abs(change) <= FlatBelow * level ? TrendDirection.Flat : change > 0 ? TrendDirection.Rises
            : TrendDirection.Falls;
        var decided = direction == TrendDirection.Flat || test.PValue < Alpha;
        var text = FormattableString.Invariant($"{Name(direction)} by {Math.Abs(change):G3} (p = {test.PValue:G2})");
        return (decided ? direction : null, direction, decided ? text : text + ", too noisy to say");
    }

    private static string Name(TrendDirection direction) => direction == TrendDirection.Flat ? "is flat, changing" : direction.ToString()
        .ToLowerInvariant();
}
