using GanBench.Runs;
using GanBench.Statistics;
using GanBench.Suites.Claims;
using GanBench.Suites.Planning;
using GanBench.Suites.Schema;

namespace GanBench.Suites.Results;

/// <summary>Everything a report needs of a suite: runs by cell, comparisons, published values and claims.</summary>
public sealed record SuiteResults
{
    /// <summary>The plan.</summary>
    public required SuitePlan Plan { get; init; }

    /// <summary>The cells in the order of the suite.</summary>
    public required IReadOnlyList<CellResult> Cells { get; init; }

    /// <summary>A study per included suite, or the suite itself.</summary>
    public required IReadOnlyList<StudyResult> Studies { get; init; }

    /// <summary>All run directories that belong to the suite.</summary>
    public IReadOnlyList<RunDirectory> Directories =>
        [.. Cells.SelectMany(c => c.Runs).Select(r => r.Directory).OfType<RunDirectory>().DistinctBy(d => d.Path)];

    /// <summary>Gathers a plan's results from a folder of runs. Needs no data: runs are found by their specification.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="runsFolder">The folder that holds the runs.</param>
    public static SuiteResults Collect(SuitePlan plan, string runsFolder)
    {
        var found = RunIndex.Read(runsFolder);
        var results = plan.Runs.Select(run => new RunResult(run, found.Find(run))).GroupBy(r => r.Plan.Cell).ToDictionary(g => g.Key, g => g.ToList());
        var cells = plan.Cells.Select(c => new CellResult(c, [.. results.GetValueOrDefault(c, []).OrderBy(r => r.Plan.Spec.Seed)])).ToList();
        return new SuiteResults
        {
            Plan = plan,
            Cells = cells,
            Studies = [.. plan.Suite.Leaves.Select(suite => StudyResult.Of(suite, plan, [.. cells.Where(c => c.Cell.Suite == suite.Name)]))],
        };
    }

    /// <summary>Compares every two architectures on each dataset by Welch's t-test over seeds.</summary>
    /// <param name="quantity">The quantity, at the last checkpoint.</param>
    /// <returns>Only pairs of cells that differ in their architecture alone.</returns>
    public IEnumerable<(CellResult First, CellResult Second, WelchTest? Test)> Compare(string quantity) =>
        from first in Cells.Select((cell, index) => (cell, index))
        from second in Cells.Skip(first.index + 1)
        where first.cell.Cell.Suite == second.Cell.Suite && first.cell.Cell.Dataset == second.Cell.Dataset
            && first.cell.Cell.Shape == second.Cell.Shape && first.cell.Cell.Architecture != second.Cell.Architecture
            && first.cell.Cell.Labels.Count == 0 && second.Cell.Labels.Count == 0
        select (first.cell, second, WelchTest.Compare(first.cell.Values(quantity), second.Values(quantity)));
}

/// <summary>A suite as a chapter of the report: what was published and what was found.</summary>
public sealed record StudyResult
{
    /// <summary>Name of the suite.</summary>
    public required string Id { get; init; }

    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>The publication; empty when the suite is compared with none.</summary>
    public string Source { get; init; } = "";

    /// <summary>What a reader must know before comparing.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>What the publication leaves open and is assumed.</summary>
    public IReadOnlyList<string> Assumptions { get; init; } = [];

    /// <summary>Its published values, at the steps at which these runs have checkpoints.</summary>
    public IReadOnlyList<PublishedValue> Published { get; init; } = [];

    /// <summary>Its claims with what was found.</summary>
    public IReadOnlyList<ClaimResult> Claims { get; init; } = [];

    internal static StudyResult Of(Suite suite, SuitePlan plan, IReadOnlyList<CellResult> cells) => new()
    {
        Id = suite.Name,
        Title = suite.Title.Length > 0 ? suite.Title : suite.Name,
        Source = suite.Study.Source,
        Remarks = [.. plan.Profile.IsPublished ? [] : new[] { $"Profile {plan.Profile.Name}: {plan.Profile.Rule}." }, .. suite.Study.Remarks],
        Assumptions = suite.Assumed,
        Published = [.. suite.Published.SelectMany(table => PublishedOf(table, plan.Profile, cells))],
        Claims = [.. suite.Claims.Select(claim => new ClaimEvaluator(suite.Name, plan.Profile, cells).Evaluate(claim))],
    };

    private static IEnumerable<PublishedValue> PublishedOf(PublishedTable table, Profile profile, IReadOnlyList<CellResult> cells)
    {
        foreach (var (name, values) in table.Values)
        {
            foreach (var cell in CellName.TryParse(name)!.Find(cells.Select(c => c.Cell)))
            {
                var share = cells.First(c => c.Cell == cell).Share;
                for (var i = 0; i < values.Count; i++)
                {
                    int? step = table.Steps.Count == 0 ? null : (int)Math.Round(table.Steps[i] * share);
                    yield return new PublishedValue(cell.Architecture, cell.Dataset, table.Metric, step, values[i], table.Source)
                    {
                        NotComparable = share < 1
                            ? FormattableString.Invariant($"profile {profile.Name}: {100 * share:0.##} % of the budget")
                            : table.NotComparable,
                    };
                }
            }
        }
    }
}
