using GanBench.Training.Steps;

namespace GanBench.Reporting.Building;

/// <summary>
/// What the numbers of a logged quantity are in the recipes of some cells: a discriminator's loss that is the sum of two parts and one that
/// is their mean differ by a factor of two.
/// </summary>
internal static class QuantityMeaning
{
    /// <summary>The meanings (<see cref="LoggedQuantity.Meaning"/>), each with its cells where there are several.</summary>
    /// <param name="quantity">Name of the quantity.</param>
    /// <param name="cells">The cells whose values are shown.</param>
    /// <returns>A phrase; empty where there is nothing to say, or the name is not that of a logged quantity.</returns>
    public static string Of(string quantity, IReadOnlyList<CellResult> cells)
    {
        if (LoggedQuantities.All.FirstOrDefault(q => q.Name == quantity) is not { } logged)
            return "";
        var meanings = cells.ToLookup(Meaning);
        // Architectures say it in few words where all their configurations do the same.
        var alike = cells.GroupBy(c => c.Architecture).All(same => same.Select(Meaning).Distinct().Count() == 1);
        return string.Join(", or ", meanings.Where(same => same.Key.Length > 0).Select(same => meanings.Count == 1 ? same.Key
            : $"{same.Key} ({string.Join(", ", same.Select(c => alike ? c.Architecture : c.Label).Distinct())})"));

        string Meaning(CellResult cell) => logged.Meaning(cell.Runs[0].Spec.Recipe);
    }
}
