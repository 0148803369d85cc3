using System.Globalization;
using GanBench.Suites.Schema;

namespace GanBench.Suites.Planning;

/// <summary>
/// Why measurements of a cell may not be compared with published values, as far as that is known before anything runs. What only the
/// runs know (images missing from the data, other features) is added where results are read.
/// </summary>
public static class Comparability
{
    /// <summary>All reasons against a published table, a clause each; empty where the two may be compared.</summary>
    /// <param name="suite">The suite that holds the table.</param>
    /// <param name="table">The published values.</param>
    /// <param name="run">A run of the cell.</param>
    /// <param name="profile">How much of the budget is spent.</param>
    public static IEnumerable<string> Reasons(Suite suite, PublishedTable table, PlannedRun run, Profile profile)
    {
        if (table.NotComparable is { } stated)
            yield return stated;
        if (!run.Share.IsWhole)
            yield return $"{(profile.IsPublished ? "" : $"profile {profile.Name}: ")}{run.Share}";
        if (run.Evaluation.Samples < suite.Evaluation.Samples)
            yield return string.Create(
                CultureInfo.InvariantCulture, $"{run.Evaluation.Samples:N0} samples measured instead of {suite.Evaluation.Samples:N0}");
        foreach (var (_, difference) in OfData(suite, run.Cell))
            yield return difference;
    }

    /// <summary>The cells of a published table by the reasons against comparing them, which are empty where there are none.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="suite">The suite that holds the table.</param>
    /// <param name="table">The published values.</param>
    public static IEnumerable<IGrouping<string, PlannedCell>> ByReasons(SuitePlan plan, Suite suite, PublishedTable table)
    {
        var runs = plan.Runs.Where(r => r.Cell.Suite == suite.Name).DistinctBy(r => r.Cell).ToList();
        return table.Values.Keys.SelectMany(name => CellName.TryParse(name)!.Find(runs.Select(r => r.Cell))).Distinct()
            .GroupBy(cell => string.Join("; ", Reasons(suite, table, runs.First(r => r.Cell == cell), plan.Profile)));
    }

    /// <summary>
    /// What differs between the data of a cell and that of the publication, a clause each, with the name in the suite that states it.
    /// </summary>
    /// <param name="suite">The suite.</param>
    /// <param name="cell">The cell.</param>
    public static IEnumerable<(string Of, string Difference)> OfData(Suite suite, PlannedCell cell)
    {
        foreach (var (of, data) in suite.Study.Data.Where(d => IsOf(d.Key, cell)))
        {
            if (data.Images is { } images && images != cell.Images)
            {
                yield return (of, string.Create(
                    CultureInfo.InvariantCulture, $"trained on {cell.Images:N0} images, the publication on {images:N0}"));
            }
            if (data.Differs is { } differs)
                yield return (of, differs);
        }
    }

    // A name is that of a dataset or of cells.
    private static bool IsOf(string name, PlannedCell cell) =>
        name == cell.Dataset || CellName.TryParse(name)?.Find([cell]).Count > 0;
}
