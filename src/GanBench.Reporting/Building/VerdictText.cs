using System.Globalization;
using GanBench.Runs;
using GanBench.Statistics;
using GanBench.Text;

namespace GanBench.Reporting.Building;

/// <summary>
/// What was found, in one paragraph: what was run, which configuration is best and whether it is told apart from the next, what became of
/// claims and published values, and what failed.
/// </summary>
internal static class VerdictText
{
    private const string MainMetric = "fid";

    private const int MostDatasets = 3, MostReasons = 2, MostFailures = 3;

    /// <summary>Writes it.</summary>
    public static string Of(ReportContext context) => context.Runs.Count == 0
        ? "This report holds no runs: no run directory was found, or none could be read."
        : string.Join(' ', [Ran(context), .. Winners(context), .. Claims(context), .. Published(context), .. Failures(context)]);

    private static string Ran(ReportContext context)
    {
        var datasets = context.Datasets.Select(d => Format.Data(d.Key)).ToList();
        var seeds = Captions.Seeds(context.Cells);
        var standings = Cells.Standings(context.Runs).ToList();
        var all = standings is [{ IsCompleted: true }];
        return $"{Plural.Of(context.Runs.Count, "run")} of {Plural.Of(context.Cells.Count, "configuration")} on "
            + $"{Format.Names(datasets)}, {seeds} each"
            + (all ? ", all completed." : $": {string.Join(", ", standings.Select(s => $"{Format.Count(s.Count)} {s.Name}"))}.")
            + (seeds == "one seed" ? "" : " Values are means over seeds with 95 % confidence intervals (Student's t).");
    }

    private static IEnumerable<string> Winners(ReportContext context)
    {
        var datasets = context.Datasets.OrderByDescending(d => d.Count()).ToList();
        foreach (var dataset in datasets.Take(MostDatasets))
        {
            if (Ranking.Of([.. dataset]) is { } ranking)
                yield return $"On {Format.Data(dataset.Key)} {ranking}";
        }
        if (datasets.Count > MostDatasets)
            yield return $"The chapters of {Plural.Of(datasets.Count - MostDatasets, "more dataset")} say more.";
    }

    private static IEnumerable<string> Claims(ReportContext context)
    {
        var claims = context.Claims.ToList();
        if (claims.Count == 0)
            yield break;
        string Of(ClaimOutcome outcome) => $"{Format.Count(claims.Count(c => c.Outcome == outcome))} "
            + outcome.ToString().ToLowerInvariant();
        yield return $"Of {Plural.Of(claims.Count, "claim")}: {Of(ClaimOutcome.Supported)}, {Of(ClaimOutcome.Refuted)}, "
            + $"{Of(ClaimOutcome.Undecided)}.";
    }

    private static IEnumerable<string> Published(ReportContext context)
    {
        var all = context.Options.Studies.SelectMany(s => PublishedComparison.Of(s.Published, context.Cells))
            .Select(c => (Comparison: c, Measured: MeasuredValue.Of(c))).ToList();
        if (all.Count == 0)
            yield break;
        var comparable = all.FindAll(c => c.Comparison.Caveat is null && c.Measured is not null);
        var reasons = all.Select(c => c.Comparison.Caveat).OfType<string>().SelectMany(c => c.Split("; ")).GroupBy(r => r)
            .OrderByDescending(g => g.Count()).Take(MostReasons).Select(g => $"{g.Key} ({Format.Count(g.Count())})").ToList();
        var why = reasons.Count == 0 ? "" : $": {string.Join(", ", reasons)}";
        if (comparable.Count == 0)
        {
            yield return $"None of the {Plural.Of(all.Count, "published value")} can be compared with these runs{why}.";
            yield break;
        }
        var certain = comparable.FindAll(c => c.Measured!.HasInterval);
        var inside = certain.Count(c => c.Measured!.Covers(c.Comparison.Published.Value));
        yield return $"Of {Plural.Of(all.Count, "published value")} {Format.Count(comparable.Count)} can be compared with these runs; "
            + (certain.Count == 0 ? "with one seed none has an interval to lie in"
                : $"{Format.Count(inside)} of {Format.Count(certain.Count)} lie within our 95 % intervals")
            + (comparable.Count == all.Count ? "." : $". The others cannot{why}.");
    }

    private static IEnumerable<string> Failures(ReportContext context)
    {
        var failed = context.Runs.Where(r => r.State is { Status: RunStatus.Diverged or RunStatus.Failed } or { Crash: not null })
            .Select(r => string.Create(CultureInfo.InvariantCulture,
                $"{NameOf(context, r)}, seed {r.Spec.Seed} ({r.State!.Standing} at step {Format.Count(r.State.Step)})")).ToList();
        if (failed.Count + context.Unreadable.Count == 0)
            yield break;
        var text = string.Join("; ", failed.Take(MostFailures));
        if (failed.Count > MostFailures)
            text += $"; {Format.Count(failed.Count - MostFailures)} more";
        yield return (text.Length > 0 ? $"Failed: {text}. " : "")
            + (context.Unreadable.Count > 0 ? $"{Plural.Of(context.Unreadable.Count, "run directory")} could not be read." : "");
    }

    private static string NameOf(ReportContext context, RunResult run) =>
        context.Cells.FirstOrDefault(c => c.Runs.Contains(run)) is { } cell ? $"{cell.Label} on {Format.Data(cell.Dataset)}"
            : run.Spec.Architecture;

    /// <summary>Configurations of a dataset by their main metric, best first; all measured in one way.</summary>
    private sealed record Ranking(MetricKey Metric, IReadOnlyList<(CellResult Cell, SampleSummary Value)> Cells)
    {
        public static Ranking? Of(IReadOnlyList<CellResult> cells)
        {
            var keys = MetricKey.In(cells.SelectMany(c => c.Runs)).Where(k => k.Direction(cells).Cost(0) is not null).ToList();
            var chosen = keys.FindAll(k => k.Name == MainMetric) is { Count: > 0 } main ? main : keys.FindAll(k => k.IsDrawn).Take(1);
            return (from key in chosen
                    let direction = key.Direction(cells)
                    let measured = cells.Select(c => (Cell: c, Value: c.Last(key)!)).Where(c => c.Value is not null).ToList()
                    where measured.Count > 0
                    orderby measured.Count descending
                    select new Ranking(key, [.. measured.OrderBy(c => direction.Cost(c.Value.Mean))])).FirstOrDefault();
        }

        public override string ToString()
        {
            var (best, value) = Cells[0];
            var (metric, all) = (Metric.Label, Cells.Select(c => c.Value).ToList());
            string Text(SampleSummary summary) => Building.Cells.Text(summary, all);
            if (Cells.Count == 1)
                return $"{best.Label} alone was measured: {metric} {Text(value)}.";
            var (next, nextValue) = Cells[1];
            var test = WelchTest.Compare(value, nextValue);
            var verdict = test switch
            {
                null => "with one seed nothing tells it apart from",
                { PValue: < 1 - SampleSummary.Confidence } => "told apart from",
                _ => "not told apart from",
            };
            return $"{best.Label} has the best {metric}, {Text(value)}, {verdict} the next, {next.Label} with {Text(nextValue)}"
                + (test is null ? "." : $" (Welch's test, p = {Format.Number(test.PValue, test.PValue < 0.01 ? 4 : 2)}).");
        }
    }
}
