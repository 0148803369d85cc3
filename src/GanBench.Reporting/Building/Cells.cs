using GanBench.Metrics;
using GanBench.Reporting.Model;
using GanBench.Runs;
using GanBench.Statistics;

namespace GanBench.Reporting.Building;

/// <summary>Makes table cells: numbers of a column share their decimals, and the best of a column is marked where there is one.</summary>
internal static class Cells
{
    /// <summary>A whole number.</summary>
    public static TableCell Integer(long? value) => value is { } v ? new TableCell(Format.Count(v), v) : TableCell.None;

    /// <summary>A number with its column's decimals.</summary>
    /// <param name="value">The number, or null.</param>
    /// <param name="column">The column's numbers.</param>
    public static TableCell Number(double? value, IEnumerable<double?> column) =>
        value is { } v ? new TableCell(Format.Number(v, Format.Decimals(column.OfType<double>())), v) : TableCell.None;

    /// <summary>A mean with its interval.</summary>
    /// <param name="summary">The mean, or null.</param>
    /// <param name="column">The column's means.</param>
    /// <param name="direction">Which numbers are better.</param>
    /// <param name="mayBeBest">Whether it is marked where it is the best.</param>
    public static TableCell Summary(
        SampleSummary? summary, IReadOnlyCollection<SampleSummary?> column, MetricDirection direction, bool mayBeBest = true)
    {
        if (summary is null)
            return TableCell.None;
        var present = column.OfType<SampleSummary>().ToList();
        var best = mayBeBest && IsBest(summary, present, direction);
        return new TableCell(Text(summary, present), summary.Mean, best ? CellStyle.Best : CellStyle.Plain) { Summary = summary };
    }

    /// <summary>A mean and the step it was reached at.</summary>
    /// <param name="summary">The mean, or null.</param>
    /// <param name="column">The column's means.</param>
    /// <param name="step">The step.</param>
    public static TableCell SummaryAt(SampleSummary? summary, IEnumerable<SampleSummary?> column, int? step) =>
        summary is null
            ? TableCell.None
            : new TableCell(
                $"{Format.Number(summary.Mean, Format.Decimals(column.OfType<SampleSummary>().Select(e => e.Mean)))} "
                + $"({Format.Count(step ?? 0)})", summary.Mean) { Summary = summary };

    /// <summary>How the runs of a cell stand.</summary>
    /// <param name="runs">The runs.</param>
    public static TableCell Status(IReadOnlyList<RunResult> runs)
    {
        var groups = Standings(runs).ToList();
        var text = groups.Count == 1 ? groups[0].Name : string.Join(", ", groups.Select(g => $"{Format.Count(g.Count)} {g.Name}"));
        return new TableCell(text, null, groups is [{ IsCompleted: true }] ? CellStyle.Plain : CellStyle.Warning);
    }

    /// <summary>How many runs stand how, in the order of <see cref="RunStatus"/>, those whose process died last.</summary>
    /// <param name="runs">The runs.</param>
    public static IEnumerable<(string Name, int Count, bool IsCompleted)> Standings(IEnumerable<RunResult> runs) =>
        from run in runs
        let state = run.State ?? new RunState { Id = "" }
        group state by (Crashed: state.Crash is not null, Status: state.Crash is null ? state.Status : RunStatus.Failed) into same
        orderby same.Key.Crashed, same.Key.Status
        select (same.First().Standing, same.Count(), same.Key is { Crashed: false, Status: RunStatus.Completed });

    /// <summary>
    /// A mean as text, with the decimals of its column: with half of its interval, or with both ends where a bound cuts one off. Of one
    /// seed it has none, which is said where others have.
    /// </summary>
    /// <param name="summary">The mean.</param>
    /// <param name="column">The column's means.</param>
    public static string Text(SampleSummary summary, IReadOnlyCollection<SampleSummary> column)
    {
        var decimals = Format.Decimals(column.Select(e => e.Mean));
        var mean = Format.Number(summary.Mean, decimals);
        if (summary is not { Low: { } low, High: { } high })
            return column.Any(other => other.Count > 1) ? mean + " (1 seed)" : mean;
        return IsCut(summary) ? $"{mean} ({Format.Number(low, decimals)} to {Format.Number(high, decimals)})"
            : $"{mean} ± {Format.Number(high - summary.Mean, decimals)}";
    }

    /// <summary>What a table of means must explain: how it marks the best, and what its intervals are.</summary>
    /// <param name="cells">Its cells.</param>
    /// <param name="among">Among what one is the best, "column" or "row".</param>
    /// <param name="set">What was measured.</param>
    public static IEnumerable<string> Notes(IEnumerable<TableCell> cells, string among, MetricSet set)
    {
        var all = cells.ToList();
        if (all.Exists(c => c.Style == CellStyle.Best))
            yield return $"Bold: the best of its {among}, which Welch's test over the seeds tells apart from every other (p < 0.05)"
                + (set.Worst is null ? "." : $"; never {set.Worst.Label}, whose {set.MainTitle} is the worst.");
        var summaries = all.Select(c => c.Summary).OfType<SampleSummary>().ToList();
        if (summaries.Exists(s => s.Count > 1))
            yield return "Means over the seeds with 95 % confidence intervals (Student's t)"
                + (summaries.Exists(IsCut) ? "; in brackets those that end at a bound of the metric." : ".");
        else if (summaries.Count > 0)
            yield return "1 seed, so without intervals.";
    }

    private static bool IsCut(SampleSummary summary) => summary is { Low: { } low, High: { } high }
        && Math.Abs(high - summary.Mean - (summary.Mean - low)) > 1e-9 * Math.Max(1e-9, high - low);

    // Only what Welch's test tells apart from every other (two-sided, 0.05) is marked: with one seed nothing is. Near a target means are
    // compared by how far they are from it, on whichever side.
    private static bool IsBest(SampleSummary summary, IReadOnlyList<SampleSummary> column, MetricDirection direction) =>
        column.Count > 1 && Cost(summary, direction) is { } own && column.Where(other => !ReferenceEquals(other, summary)).All(other =>
            Cost(other, direction) is { } cost && own.Mean < cost.Mean
            && WelchTest.Compare(own, cost) is { PValue: < 1 - SampleSummary.Confidence });

    private static SampleSummary? Cost(SampleSummary summary, MetricDirection direction) =>
        direction.Cost(summary.Mean) is { } cost ? summary with { Mean = cost } : null;
}
