using System.Globalization;
using GanBench.Reporting.Charts;
using GanBench.Reporting.Model;
using GanBench.Runs;
using GanBench.Statistics;
using GanBench.Suites.Planning;

namespace GanBench.Reporting.Building;

/// <summary>
/// How long each configuration of a study takes for its whole published budget, which may be another number of steps for each. What a
/// run was not given is extrapolated from its seconds per image.
/// </summary>
internal static class BudgetTimes
{
    /// <summary>
    /// A chart per axis of each sweep, the other axes at the same values, and one per dataset of all that is in no sweep.
    /// </summary>
    /// <param name="cells">The cells of a study.</param>
    public static IEnumerable<ReportBlock> Build(IReadOnlyList<CellResult> cells)
    {
        var timed = cells.Select(Timing.Of).OfType<Timing>().ToList();
        if (timed.Count == 0)
            yield break;
        var sweeps = timed.GroupBy(t => (t.Plan.Architecture, t.Plan.Dataset, t.Plan.Shape)).SelectMany(same => Sweeps([.. same]))
            .ToList();
        var others = timed.Except(sweeps.SelectMany(s => s.Rows)).GroupBy(t => (t.Plan.Dataset, t.Plan.Shape)).Select(rows =>
            new Bars(rows.First().Data, [.. rows], [.. rows.Select(t => t.Name)]));
        var reduced = timed.Where(t => t.IsExtrapolated).Select(t => t.Share).ToList();
        yield return new ChartFigure(
            "Training time for the whole published budget of each configuration, sampling and logging included, on the machines that these "
            + $"runs were on; of {Captions.Means(timed.Select(t => t.Seconds.Count), "whiskers")}. "
            + (reduced.Count == 0 ? "All of it was run."
                : "Pale bars in a dashed frame are extrapolated from seconds per image: of the published budget, their runs spent "
                + $"{Captions.Shares(reduced)}.")
            + (reduced.Exists(share => share.Width < 1) ? " Networks at their published width take longer." : ""),
            [.. sweeps.Concat(others).Select(Draw)]);
    }

    private static IEnumerable<Bars> Sweeps(IReadOnlyList<Timing> cells) =>
        from axis in cells.SelectMany(t => t.Plan.Settings.Keys).Distinct()
        from siblings in cells.Where(t => t.Plan.Settings.ContainsKey(axis)).GroupBy(t => t.Others(axis))
        where siblings.Count() > 1
        select Sweep(axis, siblings.Key, [.. siblings]);

    private static Bars Sweep(string axis, string others, IReadOnlyList<Timing> rows)
    {
        // As a sweep of numbers is read: ascending.
        var ordered = rows.All(r => r.Number(axis) is not null) ? [.. rows.OrderBy(r => r.Number(axis))] : rows;
        var first = ordered[0];
        var fixedAt = ordered.Any(r => r.Plan.Labels.Count == 0) || others.Length == 0 ? "" : $" at {others}";
        return new Bars($"{first.Plan.Architecture} on {first.Data}: {axis}{fixedAt}", ordered, [.. ordered.Select(r => r.Value(axis))]);
    }

    private static Chart Draw(Bars bars)
    {
        var rows = bars.Rows;
        return new Chart
        {
            Title = bars.Title,
            Description = $"Seconds of training for the published budget, {bars.Title}",
            X = new ChartAxis("seconds") { Max = rows.Max(r => r.Seconds.High ?? r.Seconds.Mean) * 1.4 },
            Y = new ChartAxis("") { Categories = bars.Names },
            Layers =
            [
                new BarLayer([.. rows.Select(r => r.Seconds.Mean)])
                {
                    Low = [.. rows.Select(r => Math.Max(0, r.Seconds.Low ?? r.Seconds.Mean))],
                    High = [.. rows.Select(r => r.Seconds.High ?? r.Seconds.Mean)],
                    Labels = [.. rows.Select(r => (r.IsExtrapolated ? "≈ " : "") + Format.Duration(r.Seconds.Mean))],
                    Extrapolated = [.. rows.Select(r => r.IsExtrapolated)],
                },
            ],
        };
    }

    private sealed record Bars(string Title, IReadOnlyList<Timing> Rows, IReadOnlyList<string> Names);

    /// <summary>What the completed runs of a cell took, brought to the published number of images.</summary>
    private sealed record Timing(CellResult Cell, SampleSummary Seconds)
    {
        public PlannedCell Plan => Cell.Plan!;

        public BudgetShare Share => Cell.Share;

        public bool IsExtrapolated => !Share.IsWhole;

        public string Data => Plan.Dataset + (Plan.NamesSize ? $", {Plan.Shape.Height}×{Plan.Shape.Width}" : "");

        public string Name => string.Join(", ", Plan.Labels.Select(l => $"{l.Key} {l.Value}").Prepend(Plan.Architecture));

        public static Timing? Of(CellResult cell) =>
            cell.Plan is not null && SampleSummary.Of(cell.Runs.Select(r => r.State)
                .Where(s => s is { Status: RunStatus.Completed, Step: > 0, Seconds: > 0 })
                .Select(s => s!.Seconds / cell.Share.Images)) is { } seconds
                ? new Timing(cell, seconds) : null;

        /// <summary>The values of all other axes.</summary>
        public string Others(string axis) =>
            string.Join(", ", Plan.Settings.Where(s => s.Key != axis).OrderBy(s => s.Key, StringComparer.Ordinal)
                .Select(s => $"{s.Key} {s.Value}"));

        public double? Number(string axis) =>
            double.TryParse(Plan.Settings[axis], CultureInfo.InvariantCulture, out var number) ? number : null;

        public string Value(string axis) => Plan.Settings[axis] + (Plan.Labels.Count == 0 ? " (default)" : "");
    }
}
