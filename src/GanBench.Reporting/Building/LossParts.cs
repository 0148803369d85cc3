using GanBench.Training.Steps;

namespace GanBench.Reporting.Building;

/// <summary>Whether the discriminator's losses are sums or means of their two parts, which differ by a factor of two.</summary>
internal static class LossParts
{
    /// <summary>A sentence for the caption of loss curves.</summary>
    /// <param name="cells">The cells whose losses are drawn.</param>
    public static string Describe(IReadOnlyList<CellResult> cells)
    {
        var kinds = cells.ToLookup(Kind);
        // Architectures say it in few words where all their configurations do the same.
        var alike = cells.GroupBy(c => c.Architecture).All(same => same.Select(Kind).Distinct().Count() == 1);
        var parts = kinds.Select(kind => kinds.Count == 1
            ? kind.Key : $"{kind.Key} ({string.Join(", ", kind.Select(c => alike ? c.Architecture : c.Label).Distinct())})");
        return $"The discriminator's loss is {string.Join(", or ", parts)}.";
    }

    private static string Kind(CellResult cell) => LoggedQuantities.All.Find("loss-d").Meaning(cell.Runs[0].Spec.Recipe);
}
