using GanBench.Reporting.Charts;
using GanBench.Reporting.Model;
using GanBench.Runs;
using GanBench.Statistics;
using GanBench.Suites.Planning;

namespace GanBench.Reporting.Building;

/// <summary>How long each configuration of a sweep takes for its whole published budget, which may be another number of steps.</summary>
internal static class BudgetTimes
{
    /// <summary>A chart per axis of each sweep, the other axes at the same values.</summary>
    /// <param name="cells">The cells of a study.</param>
    public static IEnumerable<ReportBlock> Build(IReadOnlyList<CellResult> cells)
    {
        var timed = cells.Select(Timing.Of).OfType<Timing>().ToList();
        var sweeps = timed.GroupBy(t => (t.Plan.Architecture, t.Plan.Dataset, t.Plan.Shape));
        var charts = sweeps.SelectMany(sweep => Charts([.. sweep])).ToList();
        if (charts.Count == 0)
            yield break;
        var reduced = timed.Where(t => t.Extrapolated).ToList();
        yield return new ChartFigure(
            "Training time for the whole published budget of each configuration, sampling and logging included, "
            + (timed.TrueForAll(t => t.Seconds.Count == 1) ? "of one seed. "
                : $"the mean over {Counts(timed)} seeds; whiskers are 95 % confidence intervals. ")
            + (reduced.Count == 0 ? "All of it was run." : "Pale bars in a dashed frame are extrapolated from runs of "
                + $"{Range(reduced.Select(t => 100 * t.Share))} % of the steps{Narrower(reduced)}."),
            charts);
    }

    private static IEnumerable<Chart> Charts(IReadOnlyList<Timing> sweep) =>
        from axis in sweep.SelectMany(t => t.Plan.Settings.Keys).Distinct()
        from siblings in sweep.Where(t => t.Plan.Settings.ContainsKey(axis)).GroupBy(t => t.Others(axis))
        let rows = siblings.ToList()
        where rows.Count > 1
        select Draw(axis, siblings.Key, rows);

    private static Chart Draw(string axis, string others, List<Timing> rows)
    {
        // As a sweep of numbers is read: ascending.
        var ordered = rows.TrueForAll(r => r.Number(axis) is not null) ? rows.OrderBy(r => r.Number(axis)).ToList() : rows;
        var plan = ordered[0].Plan;
        var fixedAt = ordered.Exists(r => r.Plan.Labels.Count == 0) || others.Length == 0 ? "" : $" at {others}";
        return new Chart
        {
            Title = $"{plan.Architecture} on {plan.Dataset}: {axis}{fixedAt}",
            Description = $"Seconds of training for the published budget by {axis}, {plan.Architecture} on {plan.Dataset}{fixedAt}",
            X = new ChartAxis("seconds") { Max = ordered.Max(r => r.Seconds.High ?? r.Seconds.Mean) * 1.2 },
            Y = new ChartAxis("") { Categories = [.. ordered.Select(r => r.Name(axis))] },
            Layers =
            [
                new BarLayer([.. ordered.Select(r => r.Seconds.Mean)])
                {
                    Low = [.. ordered.Select(r => Math.Max(0, r.Seconds.Low ?? r.Seconds.Mean))],
                    High = [.. ordered.Select(r => r.Seconds.High ?? r.Seconds.Mean)],
                    Labels = [.. ordered.Select(r => (r.Extrapolated ? "≈ " : "") + Format.Duration(r.Seconds.Mean))],
                    Extrapolated = [.. ordered.Select(r => r.Extrapolated)],
                },
            ],
        };
    }

    private static string Narrower(IEnumerable<Timing> reduced)
    {
        var narrow = reduced.Select(t => t.Width).Where(width => width < 1).ToList();
        return narrow.Count == 0 ? "" : $" with networks at {Range(narrow)} of their width, which take less time than the published ones";
    }

    private static string Counts(IEnumerable<Timing> timed) =>
        string.Join(" or ", timed.Select(t => t.Seconds.Count).Distinct().Order().Select(count => Format.Count(count)));

    private static string Range(IEnumerable<double> values)
    {
        var texts = values.Distinct().Order().Select(value => Format.Number(value)).ToList();
        return texts.Count == 1 ? texts[0] : $"{texts[0]} to {texts[^1]}";
    }

    /// <summary>What a cell's completed runs took, brought to the published number of steps.</summary>
    private sealed record Timing(CellResult Cell, SampleSummary Seconds)
    {
        public PlannedCell Plan => Cell.Plan!;

        public double Share => Cell.Share;

        public bool Extrapolated => Share < 1;

        public double Width => Cell.Runs[0].Spec.Recipe.Network.Width;

        public static Timing? Of(CellResult cell) =>
            cell.Plan is { } plan && SampleSummary.Of(cell.Runs.Select(r => r.State)
                .Where(s => s is { Status: RunStatus.Completed, Step: > 0, Seconds: > 0 })
                .Select(s => s!.Seconds / s.Step * plan.Published.Steps)) is { } seconds
                ? new Timing(cell, seconds) : null;

        /// <summary>The values of all other axes.</summary>
        public string Others(string axis) =>
            string.Join(", ", Plan.Settings.Where(s => s.Key != axis).OrderBy(s => s.Key, StringComparer.Ordinal)
                .Select(s => $"{s.Key} {s.Value}"));

        public double? Number(string axis) =>
            double.TryParse(Plan.Settings[axis], System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;

        public string Name(string axis) => Plan.Settings[axis] + (Plan.Labels.Count == 0 ? " (default)" : "");
    }
}
