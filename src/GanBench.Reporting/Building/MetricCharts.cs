using System.Globalization;
using GanBench.Reporting.Charts;
using GanBench.Reporting.Model;
using GanBench.Runs;
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
        var runs = cells.SelectMany(c => c.Runs).ToList();
        var all = MetricKey.In(runs.SelectMany(r => r.Metrics.Concat(r.CurveMetrics)));
        if (all.Count == 0)
            yield break;
        var metrics = all.Where(m => m.IsDrawn).DefaultIfEmpty(all[0]).ToList();
        var values = PublishedComparison.Of(published, cells).Where(c => c.Cell is not null).ToList();
        var others = metrics.Skip(1).ToList();
        yield return new ChartFigure(
            $"{metrics[0].Label} at every measured checkpoint{Measured(cells, [metrics[0]])}{PublishedText(values, [metrics[0]])}",
            Charts(metrics[0], cells, values, ChartSize.Full));
        if (others.Count > 0)
            yield return new ChartFigure(
                $"The other metrics at every measured checkpoint{Measured(cells, others)} Dotted lines are the data's own values."
                + PublishedText(values, others),
                [.. others.SelectMany(m => Charts(m, cells, values, ChartSize.Half))]);
        foreach (var table in Tables(cells, MetricKey.In(runs)))
            yield return new TableBlock(table);
    }

    // Samples and seeds: how they are measured, and what stands beside it that is measured otherwise.
    private static string Measured(IReadOnlyList<CellResult> cells, IReadOnlyList<MetricKey> metrics)
    {
        var seeds = cells.SelectMany(c => metrics.SelectMany(m => c.StepsOf(m).Select(step => c.At(m, step)!.Count)));
        var passing = Samples(cells.SelectMany(c => c.Runs).SelectMany(r => r.CurveMetrics), metrics);
        var checkpoints = Samples(cells.SelectMany(c => c.Runs).SelectMany(r => r.Metrics), metrics);
        return $"{checkpoints}; of {Captions.Means(seeds.DefaultIfEmpty(1), "bars")}."
            + (passing.Length == 0 ? "" : " Markers without a line are the checkpoints; lines through no markers were measured in passing"
                + (passing == checkpoints ? "." : $"{passing}, and are not comparable with them."));
    }

    private static string Samples(IEnumerable<MetricFile> files, IReadOnlyList<MetricKey> metrics)
    {
        var counts = files.SelectMany(f => metrics.Select(m => m.Find(f))).OfType<MetricRecord>()
            .Select(r => int.TryParse(r.Protocol.GetValueOrDefault("samples"), CultureInfo.InvariantCulture, out var count) ? count : 0)
            .Where(count => count > 0).ToList();
        return counts.Count == 0 ? "" : $", on {Captions.Counts(counts)} samples";
    }

    // Published values that may not be compared are drawn all the same, and named here with the reason; those of other features have no
    // place on the axis.
    private static string PublishedText(IEnumerable<PublishedComparison> published, IReadOnlyList<MetricKey> metrics)
    {
        var values = published.Where(v => metrics.Any(m => IsOf(v, m))).ToList();
        var drawn = values.FindAll(v => metrics.Any(m => IsDrawn(v, m)));
        var text = "";
        if (drawn.Count > 0)
        {
            var caveats = drawn.Select(v => (v.Cell!.Label, Caveat: v.Published.NotComparable ?? (v.Measured is null ? null : v.Caveat)))
                .Where(v => v.Caveat is not null).Distinct().GroupBy(v => v.Caveat, v => v.Label)
                .Select(g => $"{string.Join(", ", g)} ({g.Key})").ToList();
            text += " Hollow markers are the published values, at the same share of each run."
                + (caveats.Count == 0 ? "" : $" Not comparable with ours: {string.Join("; ", caveats)}.");
        }
        return text + (drawn.Count == values.Count ? ""
            : " Published values are of Inception-v3 features: they stand in the study's table and are not drawn over these.");
    }

    private static bool IsOf(PublishedComparison value, MetricKey metric) =>
        value.Published.Metric == metric.Name && (value.Cell!.StepsOf(metric).Count > 0 || value.Cell.InPassing(metric).Count > 0);

    private static bool IsDrawn(PublishedComparison value, MetricKey metric) => IsOf(value, metric) && !metric.HasOwnFeatures;

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
                Caption = $"{Format.Data(cells[0].Dataset)}: all metrics at the last measured checkpoint"
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
        var with = cells.Where(c => c.StepsOf(metric).Count > 0 || c.InPassing(metric).Count > 0).ToList();
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
            var series = ProgressCharts.SeriesOf(cells, i);
            layers.AddRange(Lines(metric, cells[i], series));
            layers.AddRange(Published(metric, cells[i], series, published));
        }
        if (metric.OfRealImages is { } real
            && SampleSummary.Of(cells.SelectMany(c => c.StepsOf(real).Select(s => c.At(real, s)!.Mean))) is { } reference)
            layers.Add(new ReferenceLine(reference.Mean, "real images") { Series = Palette.Count - 1 });
        var means = layers.OfType<LineLayer>().SelectMany(l => l.Y).Concat(layers.OfType<PointLayer>().SelectMany(l => l.Y)).ToList();
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

    // A line through the checkpoints; where the metric was measured in passing the line goes through these values, which are more, and the
    // checkpoints have markers alone: the sample counts differ, and FID depends on them.
    private static IEnumerable<ChartLayer> Lines(MetricKey metric, CellResult cell, int series)
    {
        var passing = cell.InPassing(metric);
        if (passing.Count > 0)
        {
            double[] at = [.. passing.Select(p => (double)p.Step)];
            if (passing.Any(p => p.Value.Count > 1))
            {
                yield return new BandLayer(
                    at, [.. passing.Select(p => p.Value.Low ?? p.Value.Mean)], [.. passing.Select(p => p.Value.High ?? p.Value.Mean)])
                { Series = series };
            }
            yield return new LineLayer(at, [.. passing.Select(p => p.Value.Mean)]) { Name = cell.Label, Series = series };
        }
        var steps = cell.StepsOf(metric);
        if (steps.Count == 0)
            yield break;
        var values = steps.Select(s => cell.At(metric, s)!).ToList();
        double[] x = [.. steps.Select(s => (double)s)];
        double[] y = [.. values.Select(v => v.Mean)];
        if (passing.Count == 0)
            yield return new LineLayer(x, y) { Name = cell.Label, Series = series, Markers = true };
        if (passing.Count > 0 || values.Exists(v => v.Count > 1))
        {
            yield return new PointLayer(x, y)
            {
                Series = series, Low = [.. values.Select(v => v.Low ?? v.Mean)], High = [.. values.Select(v => v.High ?? v.Mean)],
            };
        }
    }

    private static IEnumerable<LineLayer> Published(
        MetricKey metric, CellResult cell, int series, IEnumerable<PublishedComparison> published) =>
        from value in published
        where value.Cell == cell && IsDrawn(value, metric)
        group value.Published by value.Published.Source into table
        // Values without a step are of the end of training.
        let points = table.Select(p => (Step: p.Step ?? cell.Steps, p.Value)).OrderBy(p => p.Step).ToList()
        select new LineLayer([.. points.Select(p => (double)p.Step)], [.. points.Select(p => p.Value)])
        {
            Name = $"{cell.Label}, published{(table.Key.Length > 0 ? $" ({table.Key})" : "")}",
            Series = series, Markers = true, Published = true,
        };
}
