using GanBench.Statistics;
using GanBench.Training.Steps;

namespace GanBench.Reporting.Building;

/// <summary>Runs that differ in nothing but their seed: one row of a table, one series of a chart.</summary>
internal sealed class RunCell
{
    private RunCell(IReadOnlyList<RunData> runs, string label)
    {
        Runs = runs;
        Label = label;
    }

    /// <summary>The runs by ascending seed.</summary>
    public IReadOnlyList<RunData> Runs { get; }

    /// <summary>The architecture, and the settings in which it differs from its siblings.</summary>
    public string Label { get; }

    /// <summary>Its architecture.</summary>
    public string Architecture => Runs[0].Spec.Architecture;

    /// <summary>Its dataset.</summary>
    public string Dataset => Runs[0].Spec.Dataset;

    /// <summary>Number of its series: the same for the same label everywhere in the report.</summary>
    public int Series { get; private set; }

    /// <summary>Steps asked for.</summary>
    public int Steps => Runs[0].Spec.Training.Steps;

    /// <summary>Puts runs into cells, ordered by dataset, architecture and settings.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="published">Published values: names they use come first, in their order, so that a paper's tables are found again.</param>
    public static IReadOnlyList<RunCell> Group(IEnumerable<RunData> runs, IReadOnlyList<PublishedValue> published)
    {
        var datasets = published.Select(p => p.Dataset).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var architectures = published.Select(p => p.Architecture).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var families = runs.GroupBy(r => (r.Spec.Dataset, r.Spec.Architecture))
            .OrderBy(g => Rank(datasets, g.Key.Dataset)).ThenBy(g => g.Key.Dataset, StringComparer.Ordinal)
            .ThenBy(g => Rank(architectures, g.Key.Architecture)).ThenBy(g => g.Key.Architecture, StringComparer.Ordinal);
        var cells = new List<RunCell>();
        foreach (var siblings in families)
        {
            var groups = siblings.GroupBy(r => string.Join('\n', r.Settings.Where(s => s.Key != "seed"))).ToList();
            var differing = groups.Count == 1 ? [] : groups[0].First().Settings.Select(s => s.Key)
                .Where((key, i) => key != "seed" && groups.Select(g => g.First().Settings[i].Value).Distinct().Skip(1).Any()).ToHashSet();
            var naming = Naming(groups.ConvertAll(g => g.First().Settings), differing);
            foreach (var group in groups)
            {
                var settings = group.First().Settings.Where(s => naming.Contains(s.Key)).Select(s => Text(s.Key, s.Value));
                cells.Add(new RunCell([.. group.OrderBy(r => r.Spec.Seed)], string.Join(", ", settings.Prepend(siblings.Key.Architecture))));
            }
        }
        var labels = cells.Select(c => c.Label).Distinct().ToList();
        foreach (var cell in cells)
            cell.Series = labels.IndexOf(cell.Label);
        return cells;
    }

    /// <summary>A logged quantity over all runs; null when none has it.</summary>
    /// <param name="quantity">The quantity.</param>
    public SeriesPoints? Points(LoggedQuantity quantity)
    {
        var series = Runs.Where(r => r.Series.ContainsKey(quantity.Name)).Select(r => r.Series[quantity.Name]).ToList();
        return series.Count == 0 ? null : SeriesSummary.Combine(series);
    }

    /// <summary>A metric at one step, over the seeds; null when no run has it.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="step">The step.</param>
    public SampleSummary? At(MetricKey metric, int step) =>
        SampleSummary.Of(Runs.SelectMany(r => r.Metrics).Where(f => f.Step == step).Select(f => metric.Find(f)?.Value).OfType<double>());

    /// <summary>Steps at which a metric was measured, ascending.</summary>
    /// <param name="metric">The metric.</param>
    public IReadOnlyList<int> StepsOf(MetricKey metric) =>
        [.. Runs.SelectMany(r => r.Metrics).Where(f => metric.Find(f)?.Value is not null).Select(f => f.Step).Distinct().Order()];

    private static int Rank(List<string> names, string name) =>
        names.FindIndex(n => string.Equals(n, name, StringComparison.OrdinalIgnoreCase)) is var i and >= 0 ? i : int.MaxValue;

    // Budgets and schedules follow from what is varied, so they name a cell only where nothing else does.
    private static HashSet<string> Naming(List<IReadOnlyList<(string Key, string Value)>> groups, HashSet<string> differing)
    {
        var varied = differing.Where(key => !key.StartsWith("training.", StringComparison.Ordinal)).ToHashSet();
        var names = groups.Select(settings => string.Join('\n', settings.Where(s => varied.Contains(s.Key)))).Distinct();
        return names.Count() == groups.Count ? varied : differing;
    }

    private static string Text(string key, string value) => (key, value) switch
    {
        ("imageSize", "null") => "the data's size",
        ("imageSize", _) => $"{value} px",
        _ => $"{ShortKey(key)} {value}",
    };

    // The last word says it, except where it is the same for both networks.
    private static string ShortKey(string key)
    {
        var parts = key.Split('.');
        return parts.Length > 2 && parts[^2] == "optimizer" ? $"{parts[^3]} {parts[^1]}" : parts[^1];
    }
}
