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
        foreach (var difference in OfData(suite, run.Cell))
            yield return difference;
    }

    /// <summary>What differs between the data of a cell and that of the publication, a clause each.</summary>
    /// <param name="suite">The suite.</param>
    /// <param name="cell">The cell.</param>
    public static IEnumerable<string> OfData(Suite suite, PlannedCell cell)
    {
        foreach (var data in suite.Study.Data.Where(d => IsOf(d.Key, cell)).Select(d => d.Value))
        {
            if (data.Images is { } images && images != cell.Images)
                yield return string.Create(
                    CultureInfo.InvariantCulture, $"trained on {cell.Images:N0} images, the publication on {images:N0}");
            if (data.Differs is { } differs)
                yield return differs;
        }
    }
    // A name is that of a dataset or of cells.
    private static bool IsOf(string name, PlannedCell cell) =>
        name == cell.Dataset || CellName.TryParse(name)?.Find([cell]).Count > 0;
}
