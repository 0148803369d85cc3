using GanBench.Reporting.Charts;
using GanBench.Reporting.Model;
using GanBench.Statistics;

namespace GanBench.Reporting.Building;

/// <summary>Metrics over checkpoints, the published points drawn in.</summary>
internal static class MetricCharts
{
    private const int MostLines = 6;

    /// <summary>Values further apart than this factor are drawn on a logarithmic axis.</summary>
    private const int WideRange = 12;

    /// <summary>A figure for the first metric, over the page's width, and one for all others.</summary>
    public static IEnumerable<ReportBlock> Build(IReadOnlyList<CellResult> cells, IEnumerable<PublishedValue> published)
    {
        var all = MetricKey.In(cells.SelectMany(c => c.Runs));
        if (all.Count == 0)
            yield break;
        var metrics = all.Where(m => m.IsDrawn).DefaultIfEmpty(all[0]).ToList();
        var values = PublishedComparison.Of(published, cells).Where(c => c.Cell is not null).ToList();
        var others = metrics.Skip(1).ToList();
        yield return new ChartFigure(
            $"{metrics[0].Label} at every measured checkpoint; bars are 95 % confidence intervals over the seeds."
            + About([metrics[0]]),
            Charts(metrics[0], cells, Of(metrics[0]), ChartSize.Full));
        if (others.Count > 0)
            yield return new ChartFigure(
                "The other metrics at every measured checkpoint. Dotted lines are the data's own values." + About(others),
                [.. others.SelectMany(m => Charts(m, cells, Of(m), ChartSize.Half))]);
        foreach (var table in Tables(cells, all))
            yield return new TableBlock(table);

        // Published values stand beside features of their kind where those were measured too.
        IReadOnlyList<PublishedComparison> Of(MetricKey metric) =>
            metric.HasOwnFeatures && all.Any(other => other.Name == metric.Name && !other.HasOwnFeatures)
                ? [] : values.FindAll(v => v.Published.Metric == metric.Name && v.Cell!.StepsOf(metric).Count > 0);

        string About(IEnumerable<MetricKey> shown) => PublishedText([.. shown.SelectMany(Of)]);
    }

    // Published values that may not be compared are drawn all the same, and named here with the reason.
    private static string PublishedText(IReadOnlyList<PublishedComparison> values)
    {
        if (values.Count == 0)
            return "";
        var caveats = values.Select(v => (v.Cell!.Label, Caveat: v.Published.NotComparable ?? (v.Measured is null ? null : v.Caveat)))
            .Where(v => v.Caveat is not null).Distinct().GroupBy(v => v.Caveat, v => v.Label)
            .Select(g => $"{string.Join(", ", g)} ({g.Key})").ToList();
        return " Hollow markers are the published values."
            + (caveats.Count == 0 ? "" : $" Not comparable with ours: {string.Join("; ", caveats)}.");
    }

    // Every metric at each cell's last checkpoint; metrics as rows, so that a dozen of them fit on a page.
    private static IEnumerable<ReportTable> Tables(IReadOnlyList<CellResult> cells, IReadOnlyList<MetricKey> metrics)
    {
        var pieces = cells.Where(c => metrics.Any(m => c.StepsOf(m).Count > 0)).ToList().Pieces(MostLines).ToList();
        for (var i = 0; i < pieces.Count; i++)
        {
            var piece = pieces[i];
            yield return new ReportTable
            {
                Id = FormattableString.Invariant($"metrics-{Format.Anchor(cells[0].Dataset)}-{i + 1}"),
                Caption = $"{cells[0].Dataset}: all metrics at the last measured checkpoint"
                    + (pieces.Count > 1 ? $" ({i + 1} of {pieces.Count})" : ""),
                Columns = [new("Metric"), .. piece.Select(c => new TableColumn(c.Label, true))],
                Rows = [.. metrics.Select(m =>
                {
                    var values = piece.Select(c => c.Last(m)).ToList();
                    return (IReadOnlyList<TableCell>)[m.Label, .. values.Select(v => Cells.Summary(v, values, m.LowerIsBetter(piece)))];
                })],
            };
        }
    }

    private static List<Chart> Charts(
        MetricKey metric, IReadOnlyList<CellResult> cells, IReadOnlyList<PublishedComparison> published, ChartSize size)
    {
        var with = cells.Where(c => c.StepsOf(metric).Count > 0).ToList();
        var pieces = with.Pieces(MostLines).ToList();
        return [.. pieces.Select((piece, i) => Chart(
            metric, piece, published, size, pieces.Count == 1 ? "" : $" ({i + 1} of {pieces.Count})"))];
    }

    private static Chart Chart(
        MetricKey metric, IReadOnlyList<CellResult> cells, IReadOnlyList<PublishedComparison> published, ChartSize size, string part)
    {
        var layers = new List<ChartLayer>();
        for (var i = 0; i < cells.Count; i++)
        {
            var cell = cells[i];
            var series = ProgressCharts.SeriesOf(cells, i);
            var steps = cell.StepsOf(metric);
            var values = steps.Select(s => cell.At(metric, s)!).ToList();
            double[] x = [.. steps.Select(s => (double)s)];
            layers.Add(new LineLayer(x, [.. values.Select(v => v.Mean)]) { Name = cell.Label, Series = series, Markers = true });
            if (values.Any(v => v.Count > 1))
                layers.Add(new PointLayer(
                    x, [.. values.Select(v => v.Mean)]) { Series = series, Low = [.. values.Select(v => v.Low ?? v.Mean)], High = [
                    .. values.Select(v => v.High ?? v.Mean)] });
            // Values without a step are of the end of training.
            foreach (var table in published.Where(p => p.Cell == cell).Select(p => p.Published).GroupBy(p => p.Source))
            {
                var theirs = table.Select(p => (Step: p.Step ?? cell.Steps, p.Value)).OrderBy(p => p.Step).ToList();
                layers.Add(new LineLayer([.. theirs.Select(p => (double)p.Step)], [.. theirs.Select(p => p.Value)])
                {
                    Name = $"{cell.Label}, published{(table.Key.Length > 0 ? $" ({table.Key})" : "")}",
                    Series = series, Markers = true, Published = true,
                });
            }
        }
        if (metric.OfRealImages is { } real
            && SampleSummary.Of(cells.SelectMany(c => c.StepsOf(real).Select(s => c.At(real, s)!.Mean))) is { } reference)
            layers.Add(new ReferenceLine(reference.Mean, "real images") { Series = Palette.Count - 1 });
        var means = layers.OfType<LineLayer>().SelectMany(l => l.Y).ToList();
        // Runs of very different length would otherwise stand on top of each other at the left.
        var ends = layers.OfType<LineLayer>().Select(l => l.X[^1]).ToList();
        var longSteps = ends.Min() > 0 && ends.Max() > WideRange * ends.Min();
        return new Chart
        {
            Title = metric.Label + part,
            Description = $"{metric.Label} over training steps for {string.Join(", ", cells.Select(c => c.Label))}",
            X = longSteps ? new ChartAxis("step, logarithmic") { Logarithmic = true } : new ChartAxis("step") { Min = 0 },
            Y = new ChartAxis(metric.Label) { Logarithmic = means.Min() > 0 && means.Max() > WideRange * means.Min() },
            Layers = layers,
            Size = size,
        };
    }
}
