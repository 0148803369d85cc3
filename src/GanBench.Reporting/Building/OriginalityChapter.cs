using GanBench.Metrics.Neighbours;
using GanBench.Reporting.Model;
using GanBench.Storage;

namespace GanBench.Reporting.Building;

/// <summary>Whether generated images are new or copies of training images.</summary>
internal static class OriginalityChapter
{
    private const int PairsShown = 8, SheetsShown = 4;

    /// <summary>Builds it.</summary>
    public static IEnumerable<ReportChapter> Build(ReportContext context)
    {
        var given = context.Options.Memorisation;
        var results = given.Concat(context.Cells.Select(Measured).OfType<MemorisationResult>()
            .Where(m => !given.Any(g => g.Architecture == m.Architecture && g.Dataset == m.Dataset))).ToList();
        return Parts.Chapter(
            "originality",
            "Originality",
            results.Count == 0 ? null : Parts.Section("originality-table", "", [new Paragraph(
                "A generated image is new when it is no nearer to a training image than real images are to each other. A ratio well below "
                + "1, or "
                + "many images nearer than nearly all real ones, means copies."),
                .. results.GroupBy(r => r.Measured).Select((same, i) => new TableBlock(Table([.. same], i + 1)))]),
            Parts.Section("originality-pairs", "Nearest training images",
                [.. context.Datasets.Select(cells => Figure([.. cells])).OfType<ImageFigure>(), .. results.Where(r => r.Pairs.Count > 0)
                    .Select(Pairs)]));
    }

    // The sheets that measuring "neighbours" leaves beside the metrics: each row is a generated image, then the training images nearest to
    // it.
    private static ImageFigure? Figure(IReadOnlyList<CellResult> cells)
    {
        var sheets = cells.Select(c => (Cell: c, Sheet: Sheet(c))).Where(s => s.Sheet is not null).ToList();
        return sheets.Count == 0
            ? null
            : new ImageFigure(
                $"{Format.Data(cells[0].Dataset)}: in each row a generated image, then the five training images nearest to it by pixels, "
                + "at the last measured checkpoint of the first seed.",
                [.. sheets.Take(SheetsShown).Select(s => s.Cell.Label)],
                [new ImageRow("", [.. sheets.Take(SheetsShown).Select(s => s.Sheet)])]);
    }

    private static ReportImage? Sheet(CellResult cell)
    {
        var run = cell.Runs[0];
        var file = run.Metrics.OrderByDescending(m => m.Step).Select(m => run.Directory!.FigureFile(m.Step, NeighboursMetric.MetricName))
            .FirstOrDefault(File.Exists);
        return file is null ? null
            : new ReportImage(InputFile.ReadAllBytes(file), $"Images of {cell.Label} and the training images nearest to them");
    }

    private static MemorisationResult? Measured(CellResult cell)
    {
        foreach (var space in NeighboursMetric.Spaces)
        {
            var keys = MetricKey.In(cell.Runs);
            if (keys.FirstOrDefault(k => k.Value == space.Nearest) is not { } key || cell.LastStep(key) is not { } step)
                continue;
            double? At(Metrics.MetricValue value) =>
                keys.FirstOrDefault(k => k.Value == value && k.Group == key.Group) is { } k ? cell.At(k, step)?.Mean : null;
            var record = cell.Runs.SelectMany(r => r.Metrics).Where(f => f.Step == step).Select(key.Find).OfType<Runs.MetricRecord>()
                .First();
            return new MemorisationResult
            {
                Architecture = cell.Label,
                Dataset = cell.Dataset,
                Step = step,
                Samples = int.TryParse(
                    record.Protocol.GetValueOrDefault("examined"), System.Globalization.CultureInfo.InvariantCulture, out var examined)
                    ? examined : 0,
                MedianDistance = cell.At(key, step)!.Mean,
                Measured = key.Extractor.Length > 0 ? key.Group.Words
                    : string.Join(", ", new[] { key.Label.ToLowerInvariant(), key.Group.Words }.Where(text => text.Length > 0)),
                HeldOutMedianDistance = At(space.OfData),
                MemorisedShare = At(space.Memorised),
            };
        }
        return null;
    }

    private static ReportTable Table(IReadOnlyList<MemorisationResult> results, int number)
    {
        var distances = results.Select(r => (double?)r.MedianDistance).ToList();
        var heldOut = results.Select(r => r.HeldOutMedianDistance).ToList();
        var ratios = results.Select(r => r.MedianDistance / r.HeldOutMedianDistance).ToList();
        return new ReportTable
        {
            Id = "memorisation" + (number == 1 ? "" : FormattableString.Invariant($"-{number}")),
            Caption = "Distance to the nearest training image, means over the seeds"
                + (results[0].Measured.Length > 0 ? $"; {results[0].Measured}" : ""),
            Columns = [new("Dataset"), new("Architecture"), new("Step", true), new("Images", true), new("Median, generated", true),
                new("Median, real", true), new("Ratio", true), new("Memorised", true, "%")],
            Rows = [.. results.Select((r, i) => (IReadOnlyList<TableCell>)
            [
                Format.Data(r.Dataset),
                r.Architecture,
                Cells.Integer(r.Step),
                Cells.Integer(r.Samples),
                Cells.Number(distances[i], distances),
                Cells.Number(heldOut[i], heldOut),
                Cells.Number(ratios[i], ratios),
                r.MemorisedShare is { } share ? new TableCell(Format.Number(100 * share, 2), 100 * share) : TableCell.None,
            ])],
        };
    }

    private static ImageFigure Pairs(MemorisationResult result)
    {
        var pairs = result.Pairs.Take(PairsShown).ToList();
        var data = Format.Data(result.Dataset);
        return new ImageFigure(
            $"{result.Architecture} on {data}, step {Format.Count(result.Step)}: generated images and, below each, the training image "
            + "nearest to it.",
            [.. pairs.Select(p => Format.Number(p.Distance))],
            [
                new ImageRow(
                    "generated", [.. pairs.Select(p => new ReportImage(p.Generated, $"Image generated by {result.Architecture}"))]),
                new ImageRow(
                    "nearest", [.. pairs.Select(
                        p => new ReportImage(p.Nearest, $"Training image of {data} at distance {Format.Number(p.Distance)}"))]),
            ]);
    }
}
