using GanBench.Reporting.Model;
using GanBench.Runs;
using GanBench.Statistics;

namespace GanBench.Reporting.Building;

/// <summary>What was found, on the first page: the verdict, the main results, a few pictures, and what went wrong.</summary>
internal static class SummaryChapter
{
    private const int MostMetrics = 6;

    /// <summary>Builds it; a report without runs says so.</summary>
    public static IEnumerable<ReportChapter> Build(ReportContext context)
    {
        var main = context.Datasets.FirstOrDefault(d => d.Key == context.MainDataset)?.ToList() ?? [];
        return Parts.Chapter(
            "summary",
            "Summary",
            Parts.Section(
                "summary-overview", "",
                [new Verdict(VerdictText.Of(context)), .. Results(main), SampleStrip.Build(context), Troubles(context)]),
            // Of one study they follow on the next page, with their numbers.
            context.Options.Studies.Count(s => s.Claims.Count > 0) > 1
                ? Parts.Section("summary-claims", "Claims", new TableBlock(ClaimTable(context))) : null);
    }

    /// <summary>The results of a dataset's cells; nothing without cells.</summary>
    /// <param name="cells">The cells.</param>
    public static IEnumerable<ReportBlock> Results(IReadOnlyList<CellResult> cells) =>
        from set in MetricSet.Of(cells, run => run.Metrics)
        where set.Number == 1 || set.Metrics.Any(m => m.IsDrawn)
        select new TableBlock(ResultTable(set));

    private static ReportTable ResultTable(MetricSet set)
    {
        var cells = set.Cells;
        var metrics = set.Metrics.Where(m => m.IsDrawn).Take(MostMetrics).ToList();
        var directions = metrics.ConvertAll(m => m.Direction(cells));
        var main = metrics.FirstOrDefault(m => m.Direction(cells).Cost(0) is not null);
        var columns = new List<TableColumn> { new("Architecture"), new("Seeds", true), new("Steps", true), new("Status") };
        columns.AddRange(metrics.Select((m, j) => new TableColumn(set.Name(m) + Format.Direction(directions[j]), true)));
        if (main is not null)
            columns.Add(new TableColumn($"Best {set.Name(main)} (at step)", true));
        columns.Add(new TableColumn("Images/s", true));
        var last = metrics.Select(m => cells.Select(c => c.Last(m)).ToList()).ToList();
        var best = cells.Select(c => main is null ? null : c.Best(main)).ToList();
        var speeds = cells.Select(c => SampleSummary.Of(c.Runs.Select(r => r.State?.ImagesPerSecond).OfType<double>())).ToList();
        var values = cells.Select((cell, i) => metrics.Select((m, j) => Verdict(
            cell, m, Cells.Summary(last[j][i], last[j], directions[j], mayBeBest: cell != set.Worst))).ToList()).ToList();
        return new ReportTable
        {
            Id = "results-" + Format.Anchor(cells[0].Dataset) + set.Suffix,
            Caption = $"{set.Data}: values at the last measured checkpoint{set.Words}",
            Columns = columns,
            Rows = [.. cells.Select((cell, i) => (IReadOnlyList<TableCell>)
            [
                cell.Label,
                Cells.Integer(cell.Runs.Count),
                Cells.Integer(cell.Steps),
                Cells.Status(cell.Runs),
                .. values[i],
                .. main is null ? Array.Empty<TableCell>() : [Cells.SummaryAt(best[i]?.Value, best.Select(b => b?.Value), best[i]?.Step)],
                Cells.Number(speeds[i]?.Mean, speeds.Select(s => s?.Mean)) with { Summary = speeds[i] },
            ])],
            Notes = [.. Cells.Notes(values.SelectMany(v => v), "column", set)],
        };
    }

    // A finding (a collapsed generator) is named as such beside its value: it is no number to be compared.
    private static TableCell Verdict(CellResult cell, MetricKey metric, TableCell value)
    {
        if (!metric.Value.NotesFindings || cell.LastStep(metric) is not { } step)
            return value;
        var notes = cell.Runs.SelectMany(r => r.Metrics).Where(f => f.Step == step).Select(f => metric.Find(f)?.Note).OfType<string>()
            .Distinct().ToList();
        return notes.Count == 0 ? value : value with { Text = $"{value.Text} {string.Join(" or ", notes)}", Style = CellStyle.Warning };
    }

    private static BulletList? Troubles(ReportContext context)
    {
        var items = context.Runs
            .Where(r => r.State is { Status: RunStatus.Diverged or RunStatus.Failed or RunStatus.Interrupted } or { Crash: not null }
                || r.Problem is not null)
            .Select(r => $"{r.Directory!.Id}: {r.State?.Standing ?? "damaged"} at step {Format.Count(r.State?.Step ?? 0)}{Why(r)}")
            .Concat(context.Unreadable.Select(f => $"{f.Name}: could not be read ({f.Value})"))
            .ToList();
        const int most = 12;
        if (items.Count > most)
            items = [.. items.Take(most), $"{Format.Count(items.Count - most)} more: see the run index."];
        return items.Count == 0 ? null : new BulletList(items);
    }

    private static ReportTable ClaimTable(ReportContext context) => new()
    {
        Id = "claims",
        Caption = "Claims of the studies and what these runs say; the numbers are in the studies' chapters",
        Columns = [new("Outcome"), new("Claim"), new("Statement")],
        Rows = [.. context.Claims.Select(c => (IReadOnlyList<TableCell>)
        [
            new TableCell(
                c.Outcome.ToString()
                .ToLowerInvariant(), null,
                c.Outcome switch { ClaimOutcome.Supported => CellStyle.Good, ClaimOutcome.Refuted => CellStyle.Warning,
                    _ => CellStyle.Muted }),
            new TableCell(c.Id, null, CellStyle.Muted),
            c.Text,
        ])],
    };

    private static string Why(RunResult run) => (run.State?.Remark ?? run.Problem) is { } why ? $" ({why})" : "";

}
