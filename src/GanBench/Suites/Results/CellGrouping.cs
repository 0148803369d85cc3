namespace GanBench.Suites.Results;

/// <summary>Puts runs that were found together: those that differ in nothing but their seed are one cell.</summary>
internal static class CellGrouping
{
    /// <summary>Puts runs into cells, ordered by dataset, architecture and settings.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="published">
    /// Published values: names they use come first, in their order, so that a paper's tables are found again.
    /// </param>
    public static IReadOnlyList<CellResult> Of(IEnumerable<RunResult> runs, IReadOnlyList<PublishedValue> published)
    {
        var datasets = published.Select(p => p.Dataset).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var architectures = published.Select(p => p.Architecture).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var families = runs.GroupBy(r => (r.Spec.Dataset, r.Spec.Architecture))
            .OrderBy(g => Rank(datasets, g.Key.Dataset)).ThenBy(g => g.Key.Dataset, StringComparer.Ordinal)
            .ThenBy(g => Rank(architectures, g.Key.Architecture)).ThenBy(g => g.Key.Architecture, StringComparer.Ordinal);
        var cells = new List<CellResult>();
        foreach (var siblings in families)
        {
            var groups = siblings.GroupBy(r => string.Join('\n', r.Settings.Where(s => s.Key != "seed"))).ToList();
            var differing = Differing(groups.ConvertAll(g => g.First().Settings));
            var naming = Naming(groups.ConvertAll(g => g.First().Settings), differing);
            foreach (var group in groups)
            {
                var settings = group.First().Settings.Where(s => naming.Contains(s.Key)).Select(s => Text(s.Key, s.Value));
                cells.Add(new CellResult(
                    [.. group.OrderBy(r => r.Spec.Seed)], string.Join(", ", settings.Prepend(siblings.Key.Architecture))));
            }
        }
        var labels = cells.Select(c => c.Label).Distinct().ToList();
        foreach (var cell in cells)
            cell.Series = labels.IndexOf(cell.Label);
        return cells;
    }

    // A key that only some have is one in which they differ.
    private static HashSet<string> Differing(List<IReadOnlyList<(string Key, string Value)>> groups) =>
        [.. groups.SelectMany(settings => settings).Where(s => s.Key != "seed").GroupBy(s => s.Key)
            .Where(g => g.Count() < groups.Count || g.Select(s => s.Value).Distinct().Skip(1).Any()).Select(g => g.Key)];

    private static int Rank(List<string> names, string name) =>
        names.FindIndex(n => string.Equals(n, name, StringComparison.OrdinalIgnoreCase)) is var i and >= 0 ? i : int.MaxValue;

    // Budgets and schedules follow from what is varied, so they name a cell only where nothing else does.
    private static HashSet<string> Naming(List<IReadOnlyList<(string Key, string Value)>> groups, HashSet<string> differing)
    {
        var varied = differing.Where(key => !key.StartsWith("training.", StringComparison.Ordinal)).ToHashSet();
        var names = groups.Select(settings => string.Join('\n', settings.Where(s => varied.Contains(s.Key)))).Distinct();
        return Shortened(groups, names.Count() == groups.Count ? varied : differing);
    }

    // Of many settings a few tell the cells apart as well; the report's table of settings has them all.
    private static HashSet<string> Shortened(List<IReadOnlyList<(string Key, string Value)>> groups, HashSet<string> naming)
    {
        const int most = 3;
        int Names(HashSet<string> keys) =>
            groups.Select(settings => string.Join('\n', settings.Where(s => keys.Contains(s.Key)))).Distinct().Count();
        var kept = naming.ToHashSet();
        var wanted = Names(naming);
        foreach (var key in groups.SelectMany(g => g.Select(s => s.Key)).Distinct().Where(naming.Contains).Reverse())
        {
            if (kept.Count > most && Names([.. kept.Except([key])]) == wanted)
                kept.Remove(key);
        }
        return kept;
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
