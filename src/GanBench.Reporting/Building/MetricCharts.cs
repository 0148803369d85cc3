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
    public static IEnumerable<ReportBlock> Build(IReadOnlyList<RunCell> cells, IEnumerable<PublishedValue> published)
    {
        var all = MetricKey.In(cells.SelectMany(c => c.Runs));
        if (all.Count == 0)
            yield break;
        var metrics = all.Where(m => m.IsDrawn).DefaultIfEmpty(all[0]).ToList();
        var values = published.Where(p => p.Step is not null && p.NotComparable is null).ToList();
        var main = Charts(metrics[0], cells, values, ChartSize.Full);
        yield return new ChartFigure(
            $"{metrics[0].Label} at every measured checkpoint; bars are 95 % confidence intervals over the seeds."
            + (main.Any(c => c.Layers.OfType<LineLayer>().Any(l => l.Published)) ? " Hollow markers are the published values." : ""),
            main);
        var others = metrics.Skip(1).SelectMany(m => Charts(m, cells, values, ChartSize.Half)).ToList();
        if (others.Count > 0)
            yield return new ChartFigure("The other metrics at every measured checkpoint. Dotted lines are the data's own values.", others);
        foreach (var table in Tables(cells, all))
            yield return new TableBlock(table);
    }

    // Every metric at each cell's last checkpoint; metrics as rows, so that a dozen of them fit on a page.
    private static IEnumerable<ReportTable> Tables(IReadOnlyList<RunCell> cells, IReadOnlyList<MetricKey> metrics)
    {
        var pieces = cells.Where(c => metrics.Any(m => c.StepsOf(m).Count > 0)).ToList().Pieces(MostLines).ToList();
        for (var i = 0; i < pieces.Count; i++)
        {
            var piece = pieces[i];
            yield return new ReportTable
            {
                Id = FormattableString.Invariant($"metrics-{Format.Anchor(cells[0].Dataset)}-{i + 1}"),
                Caption = $"{cells[0].Dataset}: all metrics at the last measured checkpoint" + (pieces.Count > 1 ? $" ({i + 1} of {pieces.Count})" : ""),
                Columns = [new("Metric"), .. piece.Select(c => new TableColumn(c.Label, true))],
                Rows = [.. metrics.Select(m =>
                {
                    var values = piece.Select(c => c.StepsOf(m) is [.., var step] ? c.At(m, step) : null).ToList();
                    return (IReadOnlyList<TableCell>)[m.Label, .. values.Select(v => Cells.Summary(v, values, m.LowerIsBetter(piece)))];
                })],
            };
        }
    }

    private static List<Chart> Charts(MetricKey metric, IReadOnlyList<RunCell> cells, IReadOnlyList<PublishedValue> published, ChartSize size)
    {
        var with = cells.Where(c => c.StepsOf(metric).Count > 0).ToList();
        var pieces = with.Pieces(MostLines).ToList();
        return [.. pieces.Select((piece, i) => Chart(
            metric, piece, published, size, pieces.Count == 1 ? "" : $" ({i + 1} of {pieces.Count})"))];
    }

    private static Chart Chart(MetricKey metric, IReadOnlyList<RunCell> cells, IReadOnlyList<PublishedValue> published, ChartSize size, string part)
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
                layers.Add(new PointLayer(x, [.. values.Select(v => v.Mean)]) { Series = series, Low = [.. values.Select(v => v.Low ?? v.Mean)], High = [.. values.Select(v => v.High ?? v.Mean)] });
            if (metric.HasOwnFeatures)
                continue;
            var theirs = published.Where(p => p.Metric == metric.Name
                && string.Equals(p.Architecture, cell.Architecture, StringComparison.OrdinalIgnoreCase)
                && string.Equals(p.Dataset, cell.Dataset, StringComparison.OrdinalIgnoreCase)).OrderBy(p => p.Step).ToList();
            if (theirs.Count > 0)
                layers.Add(new LineLayer([.. theirs.Select(p => (double)p.Step!.Value)], [.. theirs.Select(p => p.Value)]) { Name = cell.Label + ", published", Series = series, Markers = true, Published = true });
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
