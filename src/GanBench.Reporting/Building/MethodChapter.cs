using System.Globalization;
using GanBench.Configuration;
using GanBench.Recipes;
using GanBench.Reporting.Model;
using GanBench.Runs;
using GanBench.Training.Checkpoints;

namespace GanBench.Reporting.Building;

/// <summary>
/// How everything was trained and measured: what most have in common is said once, and for each configuration and metric only what differs
/// from it.
/// </summary>
internal static class MethodChapter
{
    /// <summary>Builds it.</summary>
    public static IEnumerable<ReportChapter> Build(ReportContext context) => Parts.Chapter(
        "method",
        "Method",
        context.Options.MethodNotes.Count == 0 ? null : Parts.Section("method-notes", "", new BulletList(context.Options.MethodNotes)),
        Parts.Section("method-recipes", "Training", Recipes(context)),
        Parts.Section("method-metrics", "Protocol of each metric", Protocols(context)));

    private static IEnumerable<ReportBlock> Recipes(ReportContext context)
    {
        if (context.Cells.Count == 0)
            yield break;
        var settings = context.Cells.Select(c => c.Runs[0].Settings.Where(s => s.Key is not ("seed" or "architecture" or "dataset"))
            .ToDictionary(s => ShortKey(s.Key), s => s.Value)).ToList();
        // Where one is trained in another precision, all say theirs.
        if (context.Cells.Any(c => c.Runs[0].Spec.Recipe.Precision != Precision.Float32))
        {
            foreach (var (cell, stated) in context.Cells.Zip(settings))
                stated["precision"] = SettingValue.Format(cell.Runs[0].Spec.Recipe.Precision);
        }
        var common = Common.Of(settings, ofAll: true);
        yield return new FactGrid("Settings shared by all configurations", Facts(common.Shared));
        if (common.Usual.Count == 0)
            yield break;
        yield return new FactGrid("Settings in which configurations differ: the value that most have", Facts(common.Usual));
        // Configurations of one name on several datasets share a row when their settings agree.
        var rows = context.Cells.Zip(settings)
            .GroupBy(c => (c.First.Label, Exceptions: common.Exceptions(c.Second)))
            .Select(g => (g.Key.Label, g.Key.Exceptions, Data: Format.Names(g.Select(c => Format.Data(c.First.Dataset))))).ToList();
        var ambiguous = rows.GroupBy(r => r.Label).Where(g => g.Count() > 1).Select(g => g.Key).ToHashSet();
        yield return new TableBlock(new ReportTable
        {
            Id = "settings",
            Caption = "Settings of each configuration where they are not those that most have",
            Columns = [new("Configuration"), new("Settings")],
            Rows = [.. rows.Select(r => (IReadOnlyList<TableCell>)
                [ambiguous.Contains(r.Label) ? $"{r.Label}, {r.Data}" : r.Label, r.Exceptions.Length > 0 ? r.Exceptions : "as most"])],
        });
    }

    private static IEnumerable<ReportBlock> Protocols(ReportContext context)
    {
        var metrics = context.Runs
            .SelectMany(r => r.Metrics.SelectMany(f => f.Metrics).Select(m => (r.Spec.Dataset, Metric: m)))
            .GroupBy(m => (Key: MetricKey.Of(m.Metric), m.Dataset))
            .OrderBy(g => g.Key.Key.Label, StringComparer.Ordinal).ThenBy(g => g.Key.Dataset, StringComparer.Ordinal)
            .Select(g => (g.Key.Key, g.Key.Dataset, Records: g.Select(m => m.Metric).ToList()))
            .Select(g => (g.Key, g.Dataset, g.Records, Protocol: Protocol(g.Records)))
            .ToList();
        if (metrics.Count == 0)
            yield break;
        var common = Common.Of([.. metrics.Select(m => m.Protocol).Where(p => p.Count > 0)], ofAll: false);
        var said = common.Usual.Concat(common.Shared).ToList();
        if (said.Count > 0)
            yield return new FactGrid("Wherever a metric has this setting and nothing else is said below", Facts(said));
        var rows = metrics.Select(m => (m.Key, m.Dataset, Values: m.Records.Count(r => r.Value is not null),
                Protocol: common.Exceptions(m.Protocol),
                Notes: string.Join("; ", m.Records.Select(r => r.Note).OfType<string>().Distinct())))
            // Metrics of which the same is to be said share a row.
            .GroupBy(m => (m.Key.Label, m.Protocol, m.Notes))
            .Select(g => (g.Key.Label, Data: Format.Names(g.Select(m => Format.Data(m.Dataset))), g.Key.Protocol, g.Key.Notes,
                Values: g.Sum(m => m.Values)))
            .GroupBy(m => (m.Data, m.Protocol, m.Notes, m.Values)).ToList();
        yield return new TableBlock(new ReportTable
        {
            Id = "protocols",
            Caption = "How each metric was computed, where it differs from the settings above",
            Columns = [new("Metric"), new("Dataset"), new("Protocol"), new("Notes"), new("Values of each", true)],
            Rows = [.. rows.Select(g => (IReadOnlyList<TableCell>)
            [
                string.Join(", ", g.Select(m => m.Label)),
                g.Key.Data,
                new TableCell(g.Key.Protocol, null, CellStyle.Muted),
                new TableCell(g.Key.Notes, null, CellStyle.Muted),
                Cells.Integer(g.Key.Values),
            ])],
        });
    }

    // What all values share is said; what differs from checkpoint to checkpoint is only named.
    private static Dictionary<string, string> Protocol(IReadOnlyList<MetricRecord> records)
    {
        const int most = 3;
        return records.SelectMany(r => r.Protocol.Keys).Distinct().ToDictionary(key => key, key =>
        {
            var values = records.Select(r => r.Protocol.GetValueOrDefault(key) ?? Unsaid(key)).OfType<string>().Distinct().ToList();
            return values.Count <= most ? string.Join(" or ", values) : "differs";
        });
    }

    // What a protocol means that does not have an entry; null where it means nothing.
    private static string? Unsaid(string key) =>
        key == CheckpointModel.PrecisionEntry ? SettingValue.Format(Precision.Float32) : null;

    private static string ShortKey(string key) => key.StartsWith("recipe.", StringComparison.Ordinal) ? key["recipe.".Length..] : key;

    private static List<Fact> Facts(IEnumerable<KeyValuePair<string, string>> settings) =>
        [.. settings.Select(s => new Fact(s.Key, s.Value))];

    /// <summary>What several lists of settings have in common.</summary>
    /// <param name="Shared">Settings with one value wherever they are.</param>
    /// <param name="Usual">Of the others the value that most have.</param>
    private sealed record Common(IReadOnlyDictionary<string, string> Shared, IReadOnlyDictionary<string, string> Usual)
    {
        private const int Fewest = 2;

        private IReadOnlyList<string> All { get; init; } = [];

        /// <summary>Compares lists of settings.</summary>
        /// <param name="lists">The lists.</param>
        /// <param name="ofAll">
        /// Whether every list should have every setting, so that a missing one differs; else a value that one list alone has is its own.
        /// </param>
        public static Common Of(IReadOnlyList<Dictionary<string, string>> lists, bool ofAll)
        {
            var shared = new Dictionary<string, string>();
            var usual = new Dictionary<string, string>();
            foreach (var key in lists.SelectMany(list => list.Keys).Distinct())
            {
                var values = lists.Select(list => list.GetValueOrDefault(key)).OfType<string>().ToList();
                var most = values.GroupBy(v => v).MaxBy(g => g.Count())!;
                var everywhere = ofAll ? lists.Count : values.Count;
                if (most.Count() == everywhere && (ofAll || everywhere >= Fewest))
                    shared[key] = most.Key;
                else if (most.Count() >= Fewest || lists.Count <= Fewest)
                    usual[key] = most.Key;
            }
            return new Common(shared, usual) { All = ofAll ? [.. shared.Keys.Concat(usual.Keys)] : [] };
        }

        /// <summary>What a list has beside or instead of the common values, and what it lacks.</summary>
        public string Exceptions(Dictionary<string, string> list) => string.Join("; ", list
            .Where(s => !IsCommon(s)).Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Key} {s.Value}"))
            .Concat(All.Where(key => !list.ContainsKey(key)).Select(key => $"no {key}")));

        private bool IsCommon(KeyValuePair<string, string> setting) =>
            (Shared.GetValueOrDefault(setting.Key) ?? Usual.GetValueOrDefault(setting.Key)) == setting.Value;
    }
}
