using GanBench.Reporting.Model;
using GanBench.Statistics;
using GanBench.Training.Steps;

namespace GanBench.Reporting.Building;

/// <summary>A published study: its values beside ours, its claims, its own figures.</summary>
internal static class StudyChapter
{
    /// <summary>Builds it.</summary>
    public static IEnumerable<ReportChapter> Build(ReportContext context, StudyResult study)
    {
        var id = "study-" + Format.Anchor(study.Id);
        var comparisons = PublishedComparison.Of(study.Published, context.Cells).ToList();
        return Parts.Chapter(
            id,
            $"Study {study.Id}: {study.Title}",
            Parts.Section(
                id + "-about", "", [
                study.Source.Length > 0 ? new Paragraph(study.Source) : null, .. study.Remarks.Select(r => new Remark(r))]),
            Parts.Section(
                id + "-values", "Published beside measured", [.. PublishedChart.Build(comparisons), .. Values(id, comparisons)]),
            study.Claims.Count > 0 ? Parts.Section(id + "-claims", "Claims", new ClaimLedger(study.Claims)) : null,
            Parts.Section(id + "-samples", "Samples at the study's moments", StudySamples.Build(study)),
            Parts.Section(id + "-density", "Density of generated numbers", DensityCharts.Build(study.Cells)),
            Parts.Section(id + "-time", "Time for the published budget", BudgetTimes.Build(study.Cells)),
            Parts.Section(id + "-curves", "Curves that the study shows", ProgressCharts.Further(study.Cells, study.Shown)),
            Parts.Section(id + "-figures", "Further results", context.Options.StudyFigures.GetValueOrDefault(study.Id) ?? []),
            study.Assumptions.Count > 0
                ? Parts.Section(
                    id + "-assumed", "Assumed", new Paragraph("The study leaves these open; the values here are this benchmark's choice."),
                    new BulletList(study.Assumptions))
                : null);
    }

    private static IEnumerable<ReportBlock> Values(string id, IReadOnlyList<PublishedComparison> comparisons)
    {
        var tables = comparisons.GroupBy(c => (c.Published.Dataset, c.Published.Metric)).ToList();
        foreach (var table in tables.Where(t => t.Any(c => c.Cell is not null)))
        {
            var name = $"{id}-{Format.Anchor(table.Key.Dataset)}-{table.Key.Metric}";
            if (RunQuantityNames.IsOfPeople(table.Key.Metric))
            {
                yield return new TableBlock(PublishedRates.Table(name, table.Key.Dataset, [.. table]));
                continue;
            }
            // What was measured in different ways, or on images of different sizes, is put into tables of its own; what has no value here
            // goes with the first.
            var ways = table.Where(c => c.Key is not null).Select(Way).Distinct().ToList();
            var number = 0;
            foreach (var same in table.GroupBy(c => c.Key is null && ways.Count > 0 ? ways[0] : Way(c)))
                yield return new TableBlock(Table(
                    name + (++number == 1 ? "" : FormattableString.Invariant($"-{number}")), table.Key.Dataset, [.. same]));
        }
        var absent = tables.Where(t => t.All(c => c.Cell is null)).ToList();
        if (absent.Count > 0)
            yield return new Paragraph(
                "Published but not run here: "
                + string.Join(
                ", ", absent.Select(t => $"{Label(t.Key.Metric)} on {t.Key.Dataset} ({t.Count()} value{(t.Count() == 1 ? "" : "s")})"))
                + ".");
    }

    private static (Metrics.ProtocolGroup? Group, int? Size) Way(PublishedComparison row) =>
        (row.Key?.Group, row.Cell?.Runs is [{ Spec: var spec }, ..] ? spec.ImageSize : null);

    private static ReportTable Table(string id, string dataset, IReadOnlyList<PublishedComparison> rows)
    {
        var published = rows.Select(r => (double?)r.Published.Value).ToList();
        var measured = rows.Select(r => r.Measured).OfType<SampleSummary>().ToList();
        var sources = rows.Select(r => r.Published.Source).Distinct().ToList();
        var sameSource = sources is [{ Length: > 0 }];
        return new ReportTable
        {
            Id = id,
            Caption = $"{Label(rows[0].Published.Metric)} on {dataset}{(sameSource ? $" ({sources[0]} of the study)" : "")}{Meaning(rows)}"
                + $"{Size(rows)}{How(rows)}",
            Columns =
            [
                new("Architecture"), new("Step", true), new("Published", true), new("Measured", true), new("Seeds", true),
                new("Difference", true), new("Comparable"), .. sameSource ? Array.Empty<TableColumn>() : [new("Source")],
            ],
            Rows = [.. rows.Select(row => (IReadOnlyList<TableCell>)
            [
                row.Cell?.Label ?? row.Published.Architecture,
                row.Published.Step is { } step ? Cells.Integer(step) : "last",
                PublishedCell(row.Published, published),
                row.Measured is { } m ? new TableCell(Cells.Text(m, measured), m.Mean) { Summary = m } : TableCell.None,
                Cells.Integer(row.Measured?.Count),
                Difference(row.Difference, measured),
                row.Caveat is null ? "yes" : new TableCell(row.Measured is null ? row.Caveat : "no: " + row.Caveat, null, CellStyle.Muted),
                .. sameSource ? Array.Empty<TableCell>() : [new TableCell(row.Published.Source, null, CellStyle.Muted)],
            ])],
        };
    }

    private static TableCell PublishedCell(PublishedValue value, IReadOnlyList<double?> column)
    {
        var decimals = column.OfType<double>().Select(PrintedDecimals).Max();
        var text = Format.Number(value.Value, decimals);
        return new TableCell(value.Spread is { } spread ? $"{text} ± {Format.Number(spread, decimals)}" : text, value.Value);
    }

    // Published values are printed as the study printed them: 85 stays 85, and 2.74 does not become 2.740.
    private static int PrintedDecimals(double value)
    {
        for (var decimals = 0; decimals < 4; decimals++)
        {
            if (Math.Abs(Math.Round(value, decimals) - value) < 1e-9)
                return decimals;
        }
        return 4;
    }

    // With the decimals of the measurements it follows from.
    private static TableCell Difference(double? value, IEnumerable<SampleSummary> measured) =>
        value is { } v ? new TableCell((v > 0 ? "+" : "") + Format.Number(v, Format.Decimals(measured.Select(m => m.Mean))), v)
            : TableCell.None;

    private static string Meaning(IReadOnlyList<PublishedComparison> rows) =>
        QuantityMeaning.Of(
            rows[0].Published.Metric, [.. rows.Where(r => r.Measured is not null).Select(r => r.Cell!).Distinct()])
            is { Length: > 0 } meaning ? $"; measured is {meaning}" : "";

    // Published values of logged quantities are those of the end of training.
    internal static string Label(string metric) =>
        LoggedQuantities.All.FirstOrDefault(q => q.Name == metric) is { } logged ? $"Final {logged.Title}"
            : Metrics.MetricRegistry.Value(metric).Label;

    private static string How(IReadOnlyList<PublishedComparison> rows) =>
        rows.Select(r => r.Key?.Group.Words).FirstOrDefault(words => words?.Length > 0) is { } words ? $"; measured {words}" : "";

    private static string Size(IReadOnlyList<PublishedComparison> rows) =>
        rows.Select(r => Way(r).Size).FirstOrDefault(size => size is not null) is { } size
            ? FormattableString.Invariant($" at {size} px") : "";
}
