using GanBench.Reporting.Model;

namespace GanBench.Reporting.Building;

/// <summary>How everything was trained and measured.</summary>
internal static class MethodChapter
{
    private const int ColumnsOfSettings = 6;

    /// <summary>Builds it.</summary>
    public static IEnumerable<ReportChapter> Build(ReportContext context) => Parts.Chapter(
        "method",
        "Method",
        context.Options.MethodNotes.Count == 0 ? null : Parts.Section("method-notes", "", new BulletList(context.Options.MethodNotes)),
        Parts.Section("method-recipes", "Training", Recipes(context)),
        Parts.Section("method-metrics", "Protocol of each metric", Protocols(context)),
        Parts.Section("method-engine", "Engine settings", Engine(context)));

    private static IEnumerable<ReportBlock> Recipes(ReportContext context)
    {
        if (context.Cells.Count == 0)
            yield break;
        var keys = context.Cells.SelectMany(c => c.Runs[0].Settings).Select(s => s.Key).Distinct()
            .Where(k => k is not ("seed" or "architecture" or "dataset")).ToList();
        var values = context.Cells.Select(c => c.Runs[0].Settings.ToDictionary(s => s.Key, s => s.Value)).ToList();
        var shared = keys.Where(k => values.TrueForAll(v => v.GetValueOrDefault(k) == values[0].GetValueOrDefault(k))).ToList();
        yield return new Paragraph(
            "Every configuration's settings as they were resolved, defaults included, under the names that set them.");
        var differing = keys.Except(shared).ToList();
        // Configurations with the same name on several datasets share a column when their settings agree.
        var distinct = context.Cells.Zip(values)
            .GroupBy(c => (c.First.Label, Key: string.Join('\n', differing.Select(k => c.Second.GetValueOrDefault(k))))).ToList();
        var ambiguous = distinct.GroupBy(g => g.Key.Label).Where(g => g.Count() > 1).Select(g => g.Key).ToHashSet();
        var columns =
            distinct.Select(
            g => (Name: ambiguous.Contains(g.Key.Label) ? $"{g.Key.Label}, {g.First().First.Dataset}"
                : g.Key.Label, Values: g.First().Second)).ToList();
        var pieces = differing.Count == 0 ? [] : columns.Pieces(ColumnsOfSettings).ToList();
        for (var i = 0; i < pieces.Count; i++)
        {
            yield return new TableBlock(new ReportTable
            {
                Id = FormattableString.Invariant($"settings-{i + 1}"),
                Caption = "Settings in which the configurations differ" + (pieces.Count > 1 ? $" ({i + 1} of {pieces.Count})" : ""),
                Columns = [new("Setting"), .. pieces[i].Select(c => new TableColumn(c.Name, true))],
                Rows = [.. differing.Select(
                    k => (IReadOnlyList<TableCell>)[ShortKey(k), .. pieces[i].Select(c => Value(c.Values.GetValueOrDefault(k)))])],
            });
        }
        yield return new FactGrid("Settings shared by all configurations", [.. shared.Select(k => new Fact(ShortKey(k), values[0][k]))]);
    }

    private static TableCell Value(string? text) =>
        text is null ? TableCell.None : double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number)
            ? new TableCell(text, number) : text;

    private static string ShortKey(string key) => key.StartsWith("recipe.", StringComparison.Ordinal) ? key["recipe.".Length..] : key;

    private static TableBlock? Protocols(ReportContext context)
    {
        var rows = context.Runs
            .SelectMany(r => r.Metrics.SelectMany(f => f.Metrics).Select(m => (r.Spec.Dataset, Metric: m)))
            .GroupBy(m => (Key: MetricKey.Of(m.Metric), m.Dataset))
            .OrderBy(g => g.Key.Key.Label, StringComparer.Ordinal).ThenBy(g => g.Key.Dataset, StringComparer.Ordinal)
            .Select(g => (IReadOnlyList<TableCell>)
            [
                g.Key.Key.Label,
                g.Key.Dataset,
                new TableCell(Protocol([.. g.Select(m => m.Metric.Protocol)]), null, CellStyle.Muted),
                new TableCell(string.Join("; ", g.Select(m => m.Metric.Note).OfType<string>().Distinct()), null, CellStyle.Muted),
                Cells.Integer(g.Count(m => m.Metric.Value is not null)),
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

    // What all values share is said; what differs from checkpoint to checkpoint is only named.
    private static string Protocol(IReadOnlyList<IReadOnlyDictionary<string, string>> protocols)
    {
        const int most = 3;
        var parts = protocols.SelectMany(p => p.Keys).Distinct().Select(key =>
        {
            var values = protocols.Select(p => p.GetValueOrDefault(key)).OfType<string>().Distinct().ToList();
            return values.Count <= most ? $"{key} {string.Join(" or ", values)}" : $"{key} differs";
        });
        return string.Join("; ", parts);
    }

    private static TableBlock? Engine(ReportContext context)
    {
        var rows = context.Runs.Select(r => r.Environment).OfType<Runs.RunEnvironment>()
            // Where a machine keeps its files decides nothing.
            .SelectMany(e => e.Settings.Where(s => !Path.IsPathRooted(s.Value)).Append(
                new("engine semantics", e.EngineSemantics.ToString(System.Globalization.CultureInfo.InvariantCulture))))
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
