using GanBench.Statistics;

namespace GanBench.Reporting.Building;

/// <summary>A published value and what was measured in its place.</summary>
/// <param name="Published">The published value.</param>
/// <param name="Cell">The cell it is compared with; null when there is none.</param>
/// <param name="Measured">The measurement; null when there is none.</param>
/// <param name="Caveat">Why the two may not be compared, or null when they may.</param>
internal sealed record Comparison(PublishedValue Published, RunCell? Cell, SampleSummary? Measured, string? Caveat)
{
    /// <summary>Sets every published value beside the cells it belongs to.</summary>
    public static IEnumerable<Comparison> Of(IEnumerable<PublishedValue> published, IReadOnlyList<RunCell> cells)
    {
        foreach (var value in published)
        {
            var matching = cells.Where(c => Same(c.Architecture, value.Architecture) && Same(c.Dataset, value.Dataset)).ToList();
            if (matching.Count == 0)
                yield return new Comparison(value, null, null, "not run");
            foreach (var cell in matching)
                yield return Of(value, cell);
        }
    }

    private static Comparison Of(PublishedValue value, RunCell cell)
    {
        if (Quantity.All.FirstOrDefault(q => q.Name == value.Metric) is { } quantity)
        {
            var final = SampleSummary.Of(cell.Runs.Where(r => r.Series.ContainsKey(quantity.Name)).Select(r => r.Series[quantity.Name].Final));
            return new Comparison(value, cell, final, final is null ? "not logged" : value.NotComparable ?? DatasetCaveat(cell));
        }
        // Published values are of Inception features wherever there is a choice.
        var key = MetricKey.In(cell.Runs).Where(k => k.Name == value.Metric).OrderBy(k => k.HasOwnFeatures).FirstOrDefault();
        if (key is null)
            return new Comparison(value, cell, null, "not measured");
        var step = value.Step ?? cell.StepsOf(key)[^1];
        var measured = cell.At(key, step);
        var caveat = measured is null ? $"not measured at step {Format.Count(step)}"
            : value.NotComparable ?? (key.HasOwnFeatures ? $"{key.Extractor} features, not Inception-v3" : null) ?? DatasetCaveat(cell);
        return new Comparison(value, cell, measured, caveat);
    }

    private static string? DatasetCaveat(RunCell cell) => cell.Runs.Select(r => r.State?.DatasetNote).FirstOrDefault(n => !string.IsNullOrEmpty(n));

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
