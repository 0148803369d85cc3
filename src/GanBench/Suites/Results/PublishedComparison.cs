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
/// <param name="Caveat">Why the two may not be compared, or null when they may.</param>
internal sealed record PublishedComparison(PublishedValue Published, CellResult? Cell, SampleSummary? Measured, string? Caveat)
{
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
                value, cell, final, final is null ? "not logged" : Together(value.NotComparable, DatasetCaveat(cell)));
        }
        if (RunQuantityNames.IsOfPeople(value.Metric))
            return new PublishedComparison(value, cell, null, PeopleCaveat(value, cell));
        // Published values are of Inception features wherever there is a choice.
        var key = MetricKey.In(cell.Runs).Where(k => k.Name == value.Metric).OrderBy(k => k.HasOwnFeatures).FirstOrDefault();
        if (key is null)
            return new PublishedComparison(value, cell, null, "not measured");
        var step = value.Step ?? cell.LastStep(key);
        var measured = step is { } at ? cell.At(key, at) : null;
        var caveat = measured is null ? FormattableString.Invariant($"not measured at step {step:N0}")
            : Together(
                value.NotComparable, key.HasOwnFeatures ? $"{key.Extractor} features, not Inception-v3" : null, DatasetCaveat(cell));
        return new PublishedComparison(value, cell, measured, caveat);
    }

    // Rates of people have intervals of their own and are no summary over seeds: they are read from the cell.
    private static string? PeopleCaveat(PublishedValue value, CellResult cell) => cell switch
    {
        { Judgement: null } => "no answers of people",
        { People: null } => "people were asked about other images",
        { Judgement.Simulated: var simulated } =>
            Together(simulated ? "SIMULATED participants" : null, value.NotComparable, DatasetCaveat(cell)),
    };

    private static string? DatasetCaveat(CellResult cell) => cell.Runs.Select(r => r.State?.DatasetNote)
        .FirstOrDefault(n => !string.IsNullOrEmpty(n));

    // Every reason is told: one that is mended must not hide the next.
    private static string? Together(params IEnumerable<string?> reasons) =>
        string.Join("; ", reasons.OfType<string>()) is { Length: > 0 } all ? all : null;

    private static bool IsOf(PublishedValue value, CellResult cell) =>
        Same(cell.Architecture, value.Architecture) && Same(cell.Dataset, value.Dataset)
        && (value.Runs is not { Count: > 0 } runs || cell.Runs.Any(r => r.Directory is { } directory && runs.Contains(directory.Id)));

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
