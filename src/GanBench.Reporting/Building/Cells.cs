using GanBench.Reporting.Model;
using GanBench.Runs;

namespace GanBench.Reporting.Building;

/// <summary>Makes table cells: numbers of a column share their decimals, and the best of a column is marked.</summary>
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
    /// <param name="estimate">The mean, or null.</param>
    /// <param name="column">The column's means.</param>
    /// <param name="lowerIsBetter">Which end is best, or null for neither.</param>
    public static TableCell Estimate(Estimate? estimate, IReadOnlyCollection<Estimate?> column, bool? lowerIsBetter)
    {
        if (estimate is null)
            return TableCell.None;
        var present = column.OfType<Estimate>().ToList();
        var best = present.Count > 1 && lowerIsBetter is { } lower
            && estimate.Mean == (lower ? present.Min(e => e.Mean) : present.Max(e => e.Mean));
        return new TableCell(Text(estimate, present), estimate.Mean, best ? CellStyle.Best : CellStyle.Plain);
    }

    /// <summary>A mean and the step it was reached at.</summary>
    /// <param name="estimate">The mean, or null.</param>
    /// <param name="column">The column's means.</param>
    /// <param name="step">The step.</param>
    public static TableCell EstimateAt(Estimate? estimate, IEnumerable<Estimate?> column, int? step) =>
        estimate is null
            ? TableCell.None
            : new TableCell($"{Format.Number(estimate.Mean, Format.Decimals(column.OfType<Estimate>().Select(e => e.Mean)))} ({Format.Count(step ?? 0)})", estimate.Mean);

    /// <summary>How the runs of a cell stand.</summary>
    /// <param name="runs">The runs.</param>
    public static TableCell Status(IReadOnlyList<RunData> runs)
    {
        var groups = runs.GroupBy(r => r.State?.Status ?? RunStatus.Running).OrderBy(g => g.Key).ToList();
        var text = groups.Count == 1
            ? Name(groups[0].Key)
            : string.Join(", ", groups.Select(g => $"{Format.Count(g.Count())} {Name(g.Key)}"));
        return new TableCell(text, null, groups is [{ Key: RunStatus.Completed }] ? CellStyle.Plain : CellStyle.Warning);
    }

    /// <summary>An estimate as text, with the decimals of its column.</summary>
    public static string Text(Estimate estimate, IEnumerable<Estimate> column)
    {
        var decimals = Format.Decimals(column.Select(e => e.Mean));
        var mean = Format.Number(estimate.Mean, decimals);
        return estimate.Count < 2 ? mean : $"{mean} ± {Format.Number(estimate.HalfWidth, decimals)}";
    }

    private static string Name(RunStatus status) => status.ToString().ToLowerInvariant();
}
