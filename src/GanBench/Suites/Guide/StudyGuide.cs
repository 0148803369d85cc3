using System.Globalization;
using GanBench.Imaging;
using GanBench.Suites.Planning;
using GanBench.Suites.Results;
using GanBench.Suites.Schema;
using static GanBench.Suites.Guide.MarkdownPage;

namespace GanBench.Suites.Guide;

/// <summary>
/// What publications say, item by item, and what of a suite answers it, as Markdown: an index, and a page per study with its networks,
/// settings, published values, figures, claims and assumptions.
/// </summary>
public static class StudyGuide
{
    /// <summary>The suites of a plan that compare with a publication.</summary>
    /// <param name="plan">The plan.</param>
    public static IReadOnlyList<Suite> Studies(SuitePlan plan) => [.. plan.Suite.Leaves.Where(leaf => leaf.Study.Source.Length > 0)];

    /// <summary>The index of a plan's studies, with a link to the page of each in the folder <c>studies</c>.</summary>
    /// <param name="plan">The plan.</param>
    public static string Index(SuitePlan plan)
    {
        var page = new MarkdownPage("What the studies say, and where it is");
        page.Paragraph(
            $"Made from the suites: `ganbench suite show {plan.Suite.Name} --output docs`. Every item of a publication stands on its page "
            + "with what answers it: a cell that trains it, a value that stands beside it, a quantity that is drawn, a claim that is "
            + "decided, or the reason why nothing does. In a report, each study is a chapter. [suites.md](suites.md) explains the keys and "
            + "how claims are decided.");
        page.Table(["study", "what it is", "publication", "cells:", "runs:", "published values:", "claims:"], Studies(plan).Select(suite =>
        {
            var runs = RunsOf(plan, suite);
            return new[]
            {
                $"[{suite.Name}](studies/{suite.Name}.md)", suite.Title, suite.Study.Source,
                Number(runs.DistinctBy(run => run.Cell).Count()), Number(runs.Count),
                Number(suite.Published.Sum(table => table.Values.Values.Sum(row => row.Count))), Number(suite.Claims.Count),
            };
        }));
        return page.ToString();
    }

    /// <summary>The page of one study.</summary>
    /// <param name="plan">A plan with it, at the published profile.</param>
    /// <param name="suite">The study's suite.</param>
    public static string Page(SuitePlan plan, Suite suite)
    {
        var runs = RunsOf(plan, suite);
        var cells = runs.DistinctBy(run => run.Cell).ToList();
        var page = new MarkdownPage($"{suite.Name}: {suite.Title}");
        page.Paragraph(suite.Study.Source);
        page.List(suite.Study.Remarks);
        page.Paragraph(
            $"Made from the suite: `ganbench suite show {suite.Name}`. [The studies](../studies.md) are listed together; "
            + "[suites.md](../suites.md) explains the keys and how claims are decided.");
        StudyCommands.Append(page, suite);
        page.Heading("Networks and data");
        page.Table(
            ["cell (`grid`)", "images", "trained on:", "generator:", "discriminator:", "seeds", "budget"],
            runs.GroupBy(run => run.Cell).Select(CellRow));
        page.Paragraph("Networks are told by their number of parameters, as Keras counts them: running means and variances too.");
        page.Heading("Settings");
        page.Paragraph(
            "What differs from the defaults of recipes and training in at least one cell. `ganbench models show` prints all settings of an "
            + "architecture, and its layers.");
        StudySettings.Append(page, cells);
        AppendPublished(page, plan, suite);
        if (suite.Study.Figures.Count > 0)
        {
            page.Heading("Figures, listings and questions");
            page.Table(["where", "shows", "answered by"], suite.Study.Figures.Select(figure => new[]
            {
                figure.Of, figure.Shows, figure.Omitted ?? Codes(figure.By),
            }));
        }
        if (suite.Claims.Count > 0)
        {
            page.Heading("Claims");
            page.Paragraph(CheckText.Default + " A claim is supported when all its predicates hold.");
            page.Table(["claim (`claims`)", "says", "holds when"], suite.Claims.Select(claim => new[]
            {
                Code(claim.Id), claim.Note is null ? claim.Text : $"{claim.Text} ({claim.Note.TrimEnd('.')}.)",
                string.Join("<br>", claim.Checks.Select(CheckText.Write)),
            }));
        }
        if (suite.Assumed.Count > 0)
        {
            page.Heading("Assumed");
            page.List(suite.Assumed.Concat(StudyResult.DataDifferences(suite, cells.Select(run => run.Cell))));
        }
        return page.ToString();
    }

    private static List<PlannedRun> RunsOf(SuitePlan plan, Suite suite) => [.. plan.Runs.Where(run => run.Cell.Suite == suite.Name)];

    private static string[] CellRow(IGrouping<PlannedCell, PlannedRun> cell)
    {
        var first = cell.First();
        var (generator, discriminator) = StudySettings.Parameters(first);
        return
        [
            Code(cell.Key.Name) + (first.Source is null ? "" : $" from {Code(first.Source.Cell.Name)}"),
            cell.Key.Shape.ToString(),
            cell.Key.Kind == SampleKind.Image ? Number(cell.Key.Images) : "drawn",
            generator,
            discriminator,
            string.Join(", ", cell.Select(run => run.Spec.Seed)),
            $"{Number(first.Spec.Training.Steps)} steps, batch {first.Spec.Training.BatchSize}, {first.Checkpoints.Count} checkpoint"
                + (first.Checkpoints.Count == 1 ? "" : "s"),
        ];
    }

    private static void AppendPublished(MarkdownPage page, SuitePlan plan, Suite suite)
    {
        if (suite.Published.Count == 0)
            return;
        page.Heading("Published values");
        foreach (var table in suite.Published)
        {
            var groups = Comparability.ByReasons(plan, suite, table).ToList();
            page.Paragraph($"{Code(table.Metric)}, {table.Source}" + (groups.Count == 1 ? $"; {Comparable(groups[0].Key)}." : ":"));
            if (groups.Count > 1)
                page.List(groups.Select(group => $"{Codes(group.Select(cell => cell.Name))}: {Comparable(group.Key)}."));
            page.Table(
                ["cell", .. table.Steps.Count == 0 ? ["at the end:"] : table.Steps.Select(step => $"{Number(step)} steps:")],
                table.Values.Select(row => (IReadOnlyList<string>)
                    [Code(row.Key), .. row.Value.Select(value => value.ToString(CultureInfo.InvariantCulture))]));
        }
    }

    private static string Comparable(string reasons) => reasons.Length == 0 ? "comparable" : $"not comparable: {reasons}";

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
