using GanBench.Reporting.Model;

namespace GanBench.Reporting.Building;

/// <summary>How everything was trained and measured.</summary>
internal static class MethodChapter
{
    /// <summary>Builds it.</summary>
    public static IEnumerable<ReportChapter> Build(ReportContext context) => Parts.Chapter(
        "method",
        "Method",
        context.Options.MethodNotes.Count == 0 ? null : Parts.Section("method-notes", "", new BulletList(context.Options.MethodNotes)),
        Parts.Section("method-recipes", "Training", Recipes(context)),
        Parts.Section("method-metrics", "Protocol of each metric", Protocols(context)),
        Parts.Section("method-engine", "Engine settings", Engine(context)));

    private static TableBlock? Recipes(ReportContext context)
    {
        // Settings that every cell shares are said once; the table holds those that differ.
        if (context.Cells.Count == 0)
            return null;
        var keys = context.Cells[0].Runs[0].Settings.Select(s => s.Key).Where(k => k is not ("seed" or "architecture" or "dataset")).ToList();
        var values = context.Cells.Select(c => c.Runs[0].Settings.ToDictionary(s => s.Key, s => s.Value)).ToList();
        var shared = keys.Where(k => values.TrueForAll(v => v[k] == values[0][k])).ToList();
        var rows = context.Cells.Select((cell, i) => (IReadOnlyList<TableCell>)
        [
            cell.Dataset,
            cell.Label,
            new TableCell(string.Join(", ", keys.Except(shared).Select(k => $"{k} {values[i][k]}")) is { Length: > 0 } text ? text : "as all", null, CellStyle.Muted),
        ]);
        return new TableBlock(new ReportTable
        {
            Id = "recipes",
            Caption = "Settings of each configuration, resolved",
            Columns = [new("Dataset"), new("Configuration"), new("Settings that differ between configurations")],
            Rows = [.. rows],
            Notes = ["Shared by all: " + string.Join(", ", shared.Select(k => $"{k} {values[0][k]}")) + "."],
        });
    }

    private static TableBlock? Protocols(ReportContext context)
    {
        var rows = context.Runs
            .SelectMany(r => r.Metrics.SelectMany(f => f.Metrics).Select(m => (r.Spec.Dataset, Metric: m)))
            .GroupBy(m => (Key: MetricKey.Of(m.Metric), m.Dataset, Protocol: string.Join("; ", m.Metric.Protocol.Select(p => $"{p.Key} {p.Value}"))))
            .OrderBy(g => g.Key.Key.Label, StringComparer.Ordinal).ThenBy(g => g.Key.Dataset, StringComparer.Ordinal)
            .Select(g => (IReadOnlyList<TableCell>)
            [
                g.Key.Key.Label,
                g.Key.Dataset,
                new TableCell(g.Key.Protocol, null, CellStyle.Muted),
                new TableCell(string.Join("; ", g.Select(m => m.Metric.Note).OfType<string>().Distinct()), null, CellStyle.Muted),
                Cells.Integer(g.Count()),
            ])
            .ToList();
        return rows.Count == 0 ? null : new TableBlock(new ReportTable
        {
            Id = "protocols",
            Caption = "How each metric was computed",
            Columns = [new("Metric"), new("Dataset"), new("Protocol"), new("Notes"), new("Values", true)],
            Rows = rows,
        });
    }

    private static TableBlock? Engine(ReportContext context)
    {
        var rows = context.Runs.Select(r => r.Environment).OfType<Runs.RunEnvironment>()
            .SelectMany(e => e.Settings.Append(new("engine semantics", e.EngineSemantics.ToString(System.Globalization.CultureInfo.InvariantCulture))))
            .GroupBy(s => (s.Key, s.Value)).OrderBy(g => g.Key.Key, StringComparer.Ordinal)
            .Select(g => (IReadOnlyList<TableCell>)[g.Key.Key, new TableCell(g.Key.Value, null, CellStyle.Muted), Cells.Integer(g.Count())])
            .ToList();
        return rows.Count == 0 ? null : new TableBlock(new ReportTable
        {
            Id = "engine",
            Caption = "Engine settings that decide bits and speed",
            Columns = [new("Setting"), new("Value"), new("Runs", true)],
            Rows = rows,
        });
    }
}
