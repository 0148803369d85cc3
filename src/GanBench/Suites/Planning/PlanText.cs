using System.Globalization;
using System.Text;
using GanBench.Suites.Results;
using GanBench.Suites.Schema;
using GanBench.Text;

namespace GanBench.Suites.Planning;

/// <summary>A plan as text: what would be run, beside which published values.</summary>
public static class PlanText
{
    /// <summary>One line per cell and one per published table. Depends on the suite and profile alone.</summary>
    /// <param name="plan">The plan.</param>
    public static string Write(SuitePlan plan)
    {
        var text = new StringBuilder();
        var distinct = plan.DistinctRuns.Count;
        text.Append(string.Create(CultureInfo.InvariantCulture,
            $"{plan.Suite.Name}: {Plural.Of(distinct, "run")} in {Plural.Of(plan.Cells.Count, "cell")}, profile {plan.Profile.Name} "
            + $"({plan.Profile.Rule})\n"));
        foreach (var suite in plan.Suite.Leaves)
        {
            var runs = plan.Runs.Where(r => r.Cell.Suite == suite.Name).ToList();
            text.Append(FormattableString.Invariant($"\n{suite.Name}: {(suite.Title.Length > 0 ? suite.Title : "(no title)")}\n"));
            var rows = new List<string[]> { new[] { "cell", "images", "seeds", "steps", "batch", "checkpoints", "images × width" } };
            foreach (var cell in runs.GroupBy(r => r.Cell))
                rows.Add(Row(cell.Key, [.. cell]));
            AppendTable(text, rows);
            foreach (var table in suite.Published)
            {
                var values =
                    string.Join("; ",
                        table.Values.Select(v => $"{v.Key} {string.Join(", ", v.Value.Select(x => FormattableString.Invariant($"{x}")))}"));
                var steps = table.Steps.Count == 0 ? ""
                    : FormattableString.Invariant(
                    $" at {string.Join(", ", table.Steps.Select(s => FormattableString.Invariant($"{s:N0}")))}");
                text.Append($"  published {table.Metric}{steps} ({table.Source}): {values}\n");
                if (plan.Profile.IsPublished)
                    AppendComparability(text, plan, suite, table);
            }
            if (suite.Published.Count > 0 && !plan.Profile.IsPublished)
                text.Append($"    not comparable: every cell: profile {plan.Profile.Name} reduces budgets and sample counts\n");
            if (suite.Claims.Count > 0)
                text.Append(FormattableString.Invariant(
                    $"  {Plural.Of(suite.Claims.Count, "claim")}: {string.Join(", ", suite.Claims.Select(c => c.Id))}\n"));
            foreach (var remark in suite.Study.Remarks)
                text.Append($"  remark: {remark}\n");
            foreach (var assumed in suite.Assumed.Concat(StudyResult.DataDifferences(suite, runs.Select(r => r.Cell))))
                text.Append($"  assumed: {assumed}\n");
        }
        return text.ToString();
    }

    private static void AppendComparability(StringBuilder text, SuitePlan plan, Suite suite, PublishedTable table)
    {
        foreach (var group in Comparability.ByReasons(plan, suite, table))
        {
            var names = string.Join(", ", group.Select(cell => cell.Name));
            text.Append(group.Key.Length == 0 ? $"    comparable: {names}\n" : $"    not comparable: {names}: {group.Key}\n");
        }
    }

    private static string[] Row(PlannedCell cell, IReadOnlyList<PlannedRun> runs)
    {
        var first = runs[0];
        return
        [
            cell.Name + (first.Source is null ? "" : $" (from {first.Source.Cell.Name})"),
            cell.Shape.ToString(),
            string.Join(",", runs.Select(r => FormattableString.Invariant($"{r.Spec.Seed}"))),
            FormattableString.Invariant($"{first.Spec.Training.Steps:N0}"),
            FormattableString.Invariant($"{first.Spec.Training.BatchSize}"),
            FormattableString.Invariant($"{first.Checkpoints.Count}"),
            first.Share.IsWhole ? "all" : FormattableString.Invariant($"{100 * first.Share.Images:0.##} % × {first.Share.Width:0.###}"),
        ];
    }

    private static void AppendTable(StringBuilder text, List<string[]> rows)
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(i => rows.Max(r => r[i].Length)).ToArray();
        foreach (var row in rows)
            text.Append("  ")
                .Append(string.Join("  ", row.Select((c, i) => i >= 3 ? c.PadLeft(widths[i]) : c.PadRight(widths[i]))).TrimEnd())
                .Append('\n');
    }
}
