using System.Globalization;
using System.Text;
using GanBench.Configuration;
using GanBench.Imaging;
using GanBench.Suites.Results;
using GanBench.Suites.Schema;

namespace GanBench.Suites.Planning;

/// <summary>
/// What publications say, item by item, and what of a suite answers it, as Markdown: cells, published values, figures, claims, assumptions.
/// </summary>
public static class StudyGuide
{
    /// <summary>A section per suite of a plan that compares with a publication.</summary>
    /// <param name="plan">The plan.</param>
    public static string Write(SuitePlan plan)
    {
        var text = new StringBuilder("# What the studies say, and where it is\n\n")
            .Append("Made from the suites: `ganbench suite show ").Append(plan.Suite.Name).Append("`. ")
            .Append("Every item of a publication stands here with what answers it: a cell that trains it, a value that stands beside it, ")
            .Append("a quantity that is drawn, a claim that is decided, or the reason why nothing does. In a report, each study is a ")
            .Append("chapter. [suites.md](suites.md) explains the keys and how claims are decided.\n");
        foreach (var suite in plan.Suite.Leaves.Where(leaf => leaf.Study.Source.Length > 0))
            AppendStudy(text, plan, suite);
        return text.ToString().TrimEnd();
    }

    private static void AppendStudy(StringBuilder text, SuitePlan plan, Suite suite)
    {
        var runs = plan.Runs.Where(r => r.Cell.Suite == suite.Name).ToList();
        text.Append($"\n## {suite.Name}\n\n{suite.Title}. {suite.Study.Source} Run it: `ganbench suite run {suite.Name}`.\n");
        AppendList(text, suite.Study.Remarks);
        AppendTable(
            text, "Networks and data", ["cell (`grid`)", "images", "trained on", "seeds", "budget"],
            runs.GroupBy(r => r.Cell).Select(CellRow));
        AppendTable(
            text, "Published values", ["where", "metric", "cells (`published`)", "comparable"], suite.Published.Select(table => new[]
            {
                table.Source, $"`{table.Metric}`", string.Join(", ", table.Values.Keys.Select(Code)),
                ComparableText([.. Comparability.ByReasons(plan, suite, table)]),
            }));
        AppendTable(text, "Figures, listings and questions", ["where", "shows", "answered by"], suite.Study.Figures.Select(figure => new[]
        {
            figure.Of, figure.Shows, figure.Omitted ?? string.Join(", ", figure.By.Select(Code)),
        }));
        AppendTable(text, "Claims", ["claim (`claims`)", "says", "decided by"], suite.Claims.Select(claim => new[]
        {
            Code(claim.Id), claim.Note is null ? claim.Text : $"{claim.Text} ({claim.Note.TrimEnd('.')}.)",
            string.Join("<br>", claim.Checks.Select(CheckText)),
        }));
        if (suite.Assumed.Count > 0)
        {
            text.Append("\n### Assumed\n");
            AppendList(text, suite.Assumed.Concat(StudyResult.DataDifferences(suite, runs.Select(r => r.Cell))));
        }
    }

    private static string[] CellRow(IGrouping<PlannedCell, PlannedRun> cell)
    {
        var first = cell.First();
        return
        [
            Code(cell.Key.Name) + (first.Source is null ? "" : $" from {Code(first.Source.Cell.Name)}"),
            cell.Key.Shape.ToString(),
            cell.Key.Kind == SampleKind.Image ? string.Create(CultureInfo.InvariantCulture, $"{cell.Key.Images:N0}") : "drawn",
            string.Join(", ", cell.Select(r => r.Spec.Seed)),
            string.Create(
                CultureInfo.InvariantCulture, $"{first.Spec.Training.Steps:N0} steps, batch {first.Spec.Training.BatchSize}, ")
                + $"{first.Checkpoints.Count} checkpoint{(first.Checkpoints.Count == 1 ? "" : "s")}",
        ];
    }

    private static string ComparableText(IReadOnlyList<IGrouping<string, PlannedCell>> groups)
    {
        return string.Join("; ", groups.Select(group => group.Key.Length == 0 ? $"yes{Cells(group)}" : $"no{Cells(group)}: {group.Key}"));

        string Cells(IEnumerable<PlannedCell> cells) =>
            groups.Count == 1 ? "" : " for " + string.Join(", ", cells.Select(cell => Code(cell.Name)));
    }

    private static string CheckText(ClaimCheck check)
    {
        var what = check.Kind == CheckKind.Status ? SettingValue.Format(check.Status)
            : string.Join(", ", check.Quantities.Select(Code));
        return $"{SettingValue.Format(check.Kind)} {what}: {string.Join(", ", check.Cells.Select(Code))}";
    }

    private static string Code(string name) => $"`{name}`";

    private static void AppendList(StringBuilder text, IEnumerable<string> items)
    {
        text.Append('\n');
        foreach (var item in items)
            text.Append($"- {item}\n");
    }

    private static void AppendTable(StringBuilder text, string title, IReadOnlyList<string> head, IEnumerable<string[]> rows)
    {
        var all = rows.ToList();
        if (all.Count == 0)
            return;
        text.Append($"\n### {title}\n\n{Line(head)}{Line(head.Select(_ => "---"))}");
        foreach (var row in all)
            text.Append(Line(row));

        static string Line(IEnumerable<string> cells) =>
            $"| {string.Join(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))} |\n";
    }
}
