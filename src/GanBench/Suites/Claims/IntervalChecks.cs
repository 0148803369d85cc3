using GanBench.Statistics;
using GanBench.Suites.Results;
using GanBench.Suites.Schema;

namespace GanBench.Suites.Claims;

/// <summary>Checks of a mean over seeds against bounds, by its 95 % interval.</summary>
internal static class IntervalChecks
{
    /// <summary>The quantity lies between the bounds, in every cell.</summary>
    public static Verdict Between(ClaimCheck check, IReadOnlyList<CellResult> cells, List<Fact> facts)
    {
        var quantity = check.Quantities[0];
        return Verdict.All(
            cells.SelectMany(cell => (check.At == CheckAt.Every ? cell.Runs[0].Checkpoints.Select(s => (int?)s) : [null]).Select(step =>
        {
            var summary = SampleSummary.Of(ClaimEvaluator.Values(cell, check, step));
            var name = $"{ClaimEvaluator.Name(check)} of "
                + $"{cell.Label}{(step is null ? "" : FormattableString.Invariant($" at {step:N0}"))}";
            facts.Add(new Fact(name, ClaimEvaluator.Text(summary)));
            return summary is null ? new Verdict(null, $"{name} {cell.WhyAbsent(quantity)}") : Inside(check, summary, name);
        })));
    }

    /// <summary>Fewest points of a run that a correlation rests on.</summary>
    public const int MinimumPoints = 10;

    /// <summary>Rank correlation of two quantities over the points of each run, averaged over runs, lies between the bounds.</summary>
    public static Verdict Correlation(ClaimCheck check, IReadOnlyList<CellResult> cells, List<Fact> facts)
    {
        var (x, y) = (check.Quantities[0], check.Quantities[1]);
        return Verdict.All(cells.Select(cell =>
        {
            var found = cell.Runs.Where(r => r.IsDone).Select(run => RankCorrelation.Of(run.Pairs(x, y))).ToList();
            var summary = SampleSummary.Of(found.Where(c => c?.Count >= MinimumPoints).Select(c => c!.Coefficient));
            var name = $"rank correlation of {x} and {y} in {cell.Label}";
            facts.Add(new Fact(name, ClaimEvaluator.Text(summary)));
            return summary is null
                ? new Verdict(null, $"{name} needs {MinimumPoints} points at which both are known (has {found.Max(c => c?.Count) ?? 0})")
                : Inside(check, summary, name);
        }));
    }

    private static Verdict Inside(ClaimCheck check, SampleSummary summary, string name)
    {
        var (low, high) = (check.Low ?? double.NegativeInfinity, check.High ?? double.PositiveInfinity);
        var bounds = (check.Low, check.High) switch
        {
            ({ } l, null) => FormattableString.Invariant($"at least {l:G4}"),
            (null, { } h) => FormattableString.Invariant($"at most {h:G4}"),
            var (l, h) => FormattableString.Invariant($"{l:G4} to {h:G4}"),
        };
        var text = $"{name} is {ClaimEvaluator.Text(summary)}, claimed {bounds}";
        var points = summary.Mean >= low && summary.Mean <= high;
        if (summary is not { Low: { } from, High: { } to })
            return new Verdict(null, text, points);
        return true switch
        {
            _ when from >= low && to <= high => new Verdict(true, text),
            _ when to < low || from > high => new Verdict(false, text),
            _ => new Verdict(null, text + ": the interval reaches over the bound", points),
        };
    }
}
