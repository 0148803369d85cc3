using GanBench.Statistics;
using GanBench.Suites.Schema;
using GanBench.Training.Steps;

namespace GanBench.Suites.Results;

/// <summary>A published value and what was measured in its place.</summary>
/// <param name="Published">The published value.</param>
/// <param name="Cell">The cell it is compared with; null when there is none.</param>
/// <param name="Measured">
/// The measurement over seeds; null when there is none, and for rates of people, which are the cell's (<see cref="CellResult.People"/>).
/// </param>
/// <param name="Caveat">Why the two may not be compared, all reasons; null when they may.</param>
internal sealed record PublishedComparison(PublishedValue Published, CellResult? Cell, SampleSummary? Measured, string? Caveat)
{
    /// <summary>How the cell's values of the metric were measured; null where it was not, and for what no metric gives.</summary>
    public MetricKey? Key { get; private init; }

    /// <summary>Measured less published; null where the two may not be compared.</summary>
    public double? Difference => Caveat is null ? Measured?.Mean - Published.Value : null;

    /// <summary>Sets every published value beside the cells it belongs to.</summary>
    public static IEnumerable<PublishedComparison> Of(IEnumerable<PublishedValue> published, IReadOnlyList<CellResult> cells)
    {
        foreach (var value in published)
        {
            var matching = cells.Where(c => IsOf(value, c)).ToList();
            if (matching.Count == 0)
                yield return new PublishedComparison(value, null, null, "not run");
            foreach (var cell in matching)
                yield return Of(value, cell);
        }
    }

    private static PublishedComparison Of(PublishedValue value, CellResult cell)
    {
        if (LoggedQuantities.All.Has(value.Metric))
        {
            var final = cell.Summary(value.Metric, CheckAt.Last);
            return new PublishedComparison(
                value, cell, final, Together([final is null ? "not logged" : null, value.NotComparable, .. DatasetCaveats(cell)]));
        }
        if (RunQuantityNames.IsOfPeople(value.Metric))
            return new PublishedComparison(value, cell, null, PeopleCaveat(value, cell));
        // Published values are of Inception features wherever there is a choice, and of many samples.
        var keys = MetricKey.In(cell.Runs).Where(k => k.Name == value.Metric).OrderBy(k => k.HasOwnFeatures).ToList();
        var key = keys.FirstOrDefault(k => Step(k) is { } step && cell.At(k, step) is not null) ?? keys.FirstOrDefault();
        if (key is null)
            return new PublishedComparison(value, cell, null, Together(["not measured", value.NotComparable, .. DatasetCaveats(cell)]));
        var measured = Step(key) is { } at ? cell.At(key, at) : null;
        return new PublishedComparison(value, cell, measured, Together(
            [
                measured is null ? FormattableString.Invariant($"not measured at step {Step(key):N0}") : null, value.NotComparable,
                key.HasOwnFeatures ? $"{key.Extractor} features, not Inception-v3" : null, .. DatasetCaveats(cell),
            ]))
        { Key = key };

        int? Step(MetricKey metric) => value.Step ?? cell.LastStep(metric);
    }

    // Rates of people have intervals of their own and are no summary over seeds: they are read from the cell.
    private static string? PeopleCaveat(PublishedValue value, CellResult cell) => cell switch
    {
        { Judgement: null } => Together(["no answers of people", value.NotComparable, .. DatasetCaveats(cell)]),
        { People: null } => Together(["people were asked about other images", value.NotComparable, .. DatasetCaveats(cell)]),
        { Judgement.Simulated: var simulated } =>
            Together([simulated ? "SIMULATED participants" : null, value.NotComparable, .. DatasetCaveats(cell)]),
    };

    private static IEnumerable<string?> DatasetCaveats(CellResult cell) =>
        cell.Runs.Select(r => r.State?.DatasetNote).Where(n => !string.IsNullOrEmpty(n)).Distinct();

    // Every reason is told: one that is mended must not hide the next.
    private static string? Together(params IEnumerable<string?> reasons) =>
        string.Join("; ", reasons.OfType<string>()) is { Length: > 0 } all ? all : null;

    private static bool IsOf(PublishedValue value, CellResult cell) =>
        Same(cell.Architecture, value.Architecture) && Same(cell.Dataset, value.Dataset)
        && (value.Runs is not { Count: > 0 } runs || cell.Runs.Any(r => r.Directory is { } directory && runs.Contains(directory.Id)));

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
