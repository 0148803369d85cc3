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

    /// <summary>A mean with the half width of its interval.</summary>
    /// <param name="summary">The mean, or null.</param>
    /// <param name="column">The column's means.</param>
    /// <param name="lowerIsBetter">Which end is best, or null for neither.</param>
    public static TableCell Summary(SampleSummary? summary, IReadOnlyCollection<SampleSummary?> column, bool? lowerIsBetter)
    {
        if (summary is null)
            return TableCell.None;
        var present = column.OfType<SampleSummary>().ToList();
        var best = lowerIsBetter is { } lower && IsBest(summary, present, lower);
        return new TableCell(Text(summary, present), summary.Mean, best ? CellStyle.Best : CellStyle.Plain);
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
                + $"({Format.Count(step ?? 0)})", summary.Mean);

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

    /// <summary>A mean as text, with the decimals of its column.</summary>
    public static string Text(SampleSummary summary, IEnumerable<SampleSummary> column)
    {
        var decimals = Format.Decimals(column.Select(e => e.Mean));
        var mean = Format.Number(summary.Mean, decimals);
        return summary.High is not { } high ? mean : $"{mean} ± {Format.Number(high - summary.Mean, decimals)}";
    }

    // Only what Welch's test tells apart from every other (two-sided, 0.05) is marked: with one seed nothing is.
    private static bool IsBest(SampleSummary summary, IReadOnlyList<SampleSummary> column, bool lower) =>
        column.Count > 1 && column.Where(other => !ReferenceEquals(other, summary)).All(other =>
            (lower ? summary.Mean < other.Mean : summary.Mean > other.Mean)
            && WelchTest.Compare(summary, other) is { PValue: < 1 - SampleSummary.Confidence });
}
