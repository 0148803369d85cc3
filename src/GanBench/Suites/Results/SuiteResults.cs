using GanBench.Runs;
using GanBench.Statistics;
using GanBench.Suites.Planning;

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
    /// <param name="judgement">What people said of the runs' images; null when no one was asked.</param>
    public static SuiteResults Collect(SuitePlan plan, string runsFolder, HumanJudgement? judgement = null)
    {
        var found = RunIndex.Read(runsFolder);
        var results = plan.Runs.Select(run => new RunResult(run, found.Find(run))).GroupBy(r => r.Plan!.Cell)
            .ToDictionary(g => g.Key, g => g.ToList());
        var cells = plan.Cells.Select(
            c => new CellResult(c, [.. results.GetValueOrDefault(c, []).OrderBy(r => r.Spec.Seed)]) { Judgement = judgement }).ToList();
        return new SuiteResults
        {
            Plan = plan,
            Cells = cells,
            Studies = [.. plan.Suite.Leaves.Select(
                suite => StudyResult.Of(suite, plan, [.. cells.Where(c => c.Plan!.Suite == suite.Name)]))],
        };
    }

    /// <summary>Compares every two architectures on each dataset by Welch's t-test over seeds.</summary>
    /// <param name="quantity">The quantity, at the last checkpoint.</param>
    /// <returns>
    /// Only pairs of cells that differ in their architecture alone; those that were measured in different ways have no test.
    /// </returns>
    public IEnumerable<(CellResult First, CellResult Second, WelchTest? Test)> Compare(string quantity) =>
        from first in Cells.Select((cell, index) => (cell, plan: cell.Plan!, index))
        from second in Cells.Skip(first.index + 1)
        let plan = second.Plan!
        where first.plan.Suite == plan.Suite && first.plan.Dataset == plan.Dataset
            && first.plan.Shape == plan.Shape && first.plan.Architecture != plan.Architecture
            && first.plan.Labels.Count == 0 && plan.Labels.Count == 0
        select (first.cell, second, MetricKey.Mixed(quantity, [first.cell, second], lastOnly: true) is not null ? null
            : WelchTest.Compare(first.cell.Values(quantity), second.Values(quantity)));
}
