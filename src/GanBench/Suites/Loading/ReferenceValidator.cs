using GanBench.Suites.Planning;
using GanBench.Suites.Results;
using GanBench.Suites.Schema;
using GanBench.Text;

namespace GanBench.Suites.Loading;

/// <summary>Finds published values and claims of a suite that name cells, checkpoints or quantities which it does not have.</summary>
internal static class ReferenceValidator
{
    /// <summary>Checks a suite that has runs of its own.</summary>
    /// <param name="suite">The suite.</param>
    /// <param name="cells">Its cells.</param>
    /// <param name="problems">Gets one line per problem.</param>
    public static void Check(Suite suite, IReadOnlyList<PlannedCell> cells, ICollection<string> problems)
    {
        foreach (var table in suite.Published)
            CheckPublished(table, cells, problems);
        ClaimValidator.Check(suite, cells, problems);
    }

    private static void CheckPublished(PublishedTable table, IReadOnlyList<PlannedCell> cells, ICollection<string> problems)
    {
        if (!RunQuantity.Names.Contains(table.Metric))
            problems.Add($"{table.At}: {NearestName.Unknown("metric", table.Metric, RunQuantity.Names)}");
        foreach (var (name, values) in table.Values)
        {
            var named = CellName.TryParse(name)?.Find(cells) ?? [];
            if (named.Count == 0)
                problems.Add($"{table.At}: the published value of {name} belongs to no cell of the suite. {Nearest(name, cells)}");
            if (values.Count != Math.Max(1, table.Steps.Count))
                problems.Add($"{table.At}: {name} has {values.Count} values for {Math.Max(1, table.Steps.Count)} steps");
            foreach (var cell in named)
            {
                if (table.Steps.Where(s => !cell.Published.Checkpoints.Contains(s)).ToList() is { Count: > 0 } absent)
                    problems.Add($"{table.At}: {cell.Name} keeps no checkpoint at step {string.Join(", ", absent)}");
            }
        }
    }

    /// <summary>The nearest cell of a suite, as a sentence.</summary>
    internal static string Nearest(string name, IReadOnlyList<PlannedCell> cells) =>
        NearestName.Find(name, cells.Select(c => c.Name)) is { } nearest
            ? $"Did you mean '{nearest}'?"
            : $"Its cells: {string.Join(", ", cells.Take(8).Select(c => c.Name))}{(cells.Count > 8 ? ", …" : "")}.";
}
