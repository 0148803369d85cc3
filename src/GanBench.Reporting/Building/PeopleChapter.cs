using GanBench.Reporting.Charts;
using GanBench.Reporting.Model;

namespace GanBench.Reporting.Building;

/// <summary>Human judgement: the share of generated images that people did not recognise.</summary>
internal static class PeopleChapter
{
    /// <summary>Builds it.</summary>
    public static IEnumerable<ReportChapter> Build(ReportContext context)
    {
        if (context.Options.Survey is not { Rows.Count: > 0 } survey)
            return [];
        var rows = survey.Rows;
        var mark = survey.Simulated ? "SIMULATED participants: " : "";
        var bothWays = rows.Any(r => r.EveryoneShown != r.Shown);
        var anyPublished = rows.Any(r => r.PublishedPercent is not null);
        var table = new ReportTable
        {
            Id = "human-error-rate",
            Caption = survey.Simulated ? mark + "generated images that they took for real ones"
                : "Generated images that people took for real ones",
            Columns = [new("Dataset"), new("Architecture"), new("Errors", true), new("Shown", true), new("Error rate", true, "%"),
                new("95 % interval", true, "%"), .. bothWays ? [new TableColumn("No one left out", true, "%")]
                : Array.Empty<TableColumn>(), .. anyPublished ? [new TableColumn("Published", true, "%")] : Array.Empty<TableColumn>()],
            Rows = [.. rows.Select(r => (IReadOnlyList<TableCell>)
            [
                r.Dataset,
                r.Architecture,
                Cells.Integer(r.Errors),
                Cells.Integer(r.Shown),
                r.Shown == 0 ? TableCell.None : new TableCell(Format.Number(100.0 * r.Errors / r.Shown, 1), 100.0 * r.Errors / r.Shown),
                r.Shown == 0 ? TableCell.None : $"{Format.Number(100 * r.Low, 1)} to {Format.Number(100 * r.High, 1)}",
                .. bothWays ? [
                    r is { EveryoneErrors: var errors, EveryoneShown: var all and > 0 }
                    ? new TableCell(Format.Number(100.0 * errors / all, 1), 100.0 * errors / all) : TableCell.None]
                    : Array.Empty<TableCell>(),
                .. anyPublished ? [r.PublishedPercent is { } p ? new TableCell(Format.Number(p, 1), p) : TableCell.None]
                    : Array.Empty<TableCell>(),
            ])],
            Notes = ["Intervals are Wilson's. One half would be guessing."],
        };
        var shown = rows.Where(r => r.Shown > 0).ToList();
        var layers = new List<ChartLayer>
        {
            new BarLayer([.. shown.Select(r => 100.0 * r.Errors / r.Shown)])
            {
                Name = "measured",
                Low = [.. shown.Select(r => 100 * r.Low)],
                High = [.. shown.Select(r => 100 * r.High)],
            },
        };
        var published = Enumerable.Range(0, shown.Count).Where(i => shown[i].PublishedPercent is not null).ToList();
        if (published.Count > 0)
            layers.Add(new PointLayer(
                [.. published.Select(i => shown[i].PublishedPercent!.Value)], [.. published.Select(i => (double)i)]) { Name = "published",
                Series = 1, Hollow = true });
        var chart = new Chart
        {
            Description = "Human error rate in percent per dataset and architecture",
            X = new ChartAxis("generated images taken for real, %") { Max = 100 },
            Y = new ChartAxis("") { Categories = [.. shown.Select(r => $"{r.Dataset}: {r.Architecture}")] },
            Layers = layers,
            Size = ChartSize.Full,
        };
        return Parts.Chapter(
            "people",
            survey.Simulated ? "Human judgement (simulated)" : "Human judgement",
            Parts.Section(
                "people-results",
                "",
                new Paragraph(
                    $"{Format.Count(survey.Participants)} {(survey.Simulated ? "simulated participants took" : "people took")} part. "
                    + $"{survey.Method}".TrimEnd()),
                shown.Count > 0 ? new ChartFigure(mark + "Human error rate with 95 % intervals.", [chart]) : null,
                new TableBlock(table)));
    }
}
