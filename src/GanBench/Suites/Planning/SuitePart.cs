using GanBench.Suites.Loading;
using GanBench.Suites.Schema;

namespace GanBench.Suites.Planning;

/// <summary>
/// The part of a suite that some of its cells are, with the runs that these start from. Published values of other cells go, and so does
/// every claim about any of them: of fewer cells it would be a weaker claim under the same name.
/// </summary>
/// <param name="Suite">The suite, as far as it is about these cells.</param>
/// <param name="Cells">The cells.</param>
/// <param name="Runs">Their runs, in order.</param>
internal sealed record SuitePart(Suite Suite, IReadOnlyList<PlannedCell> Cells, IReadOnlyList<PlannedRun> Runs)
{
    /// <summary>Takes the cells that any of the names fits.</summary>
    /// <param name="names">Names of cells, or patterns; none takes all.</param>
    public SuitePart Only(IReadOnlyList<string> names)
    {
        if (names.Count == 0)
            return this;
        var kept = names.SelectMany(name => CellName.TryParse(name)?.Find(Cells) ?? []).ToHashSet();
        foreach (var run in Runs.Where(run => kept.Contains(run.Cell)).ToList())
        {
            for (var source = run.Source; source is not null; source = source.Source)
                kept.Add(source.Cell);
        }
        if (kept.Count == Cells.Count)
            return this;
        bool IsWhole(IEnumerable<string> cells) => cells.All(name => CellName.TryParse(name)!.Find(Cells).All(kept.Contains));
        var claims = Suite.Claims.ToLookup(claim => IsWhole(claim.Checks.SelectMany(check => check.Cells)));
        var left = string.Join(", ", claims[false].Select(claim => claim.Id));
        return new SuitePart(
            Suite with
            {
                Published = [.. Suite.Published
                    .Select(table => table with { Values = table.Values.Where(v => IsWhole([v.Key])).ToDictionary() })
                    .Where(table => table.Values.Count > 0)],
                Claims = [.. claims[true]],
                Study = Suite.Study with
                {
                    Remarks = [.. Suite.Study.Remarks,
                        FormattableString.Invariant($"A part of the suite: {kept.Count} of {Cells.Count} cells.")
                        + (left.Length == 0 ? "" : $" Claims about others are left out: {left}.")],
                },
            },
            [.. Cells.Where(kept.Contains)], [.. Runs.Where(run => kept.Contains(run.Cell))]);
    }

    // A dataset or an architecture alone.
    private static string Suggest(string name, IReadOnlyList<PlannedCell> cells) =>
        cells.Any(cell => cell.Dataset == name) ? $"; did you mean '*/{name}'?"
            : cells.Any(cell => cell.Architecture == name) ? $"; did you mean '{name}/*'?" : "";

    /// <summary>What is wrong with names of cells: those that are none, and those that fit no cell.</summary>
    /// <param name="names">Names of cells, or patterns.</param>
    /// <param name="cells">The cells that there are.</param>
    /// <param name="at">Where the names stand: an option, or a file's key.</param>
    public static IEnumerable<string> Problems(IEnumerable<string> names, IReadOnlyList<PlannedCell> cells, string at) =>
        from name in names
        let parsed = CellName.TryParse(name)
        where parsed is null || parsed.Find(cells).Count == 0
        select parsed is null
            ? $"{at}: a cell is ARCHITECTURE/DATASET, with * for any and axis=VALUE where needed (was '{name}'{Suggest(name, cells)})"
            : $"{at}: {name} is no cell of the suite. {ReferenceValidator.Nearest(name, cells)}";
}
