using GanBench.Metrics;
using GanBench.Reporting.Charts;
using GanBench.Reporting.Model;
using GanBench.Statistics;

namespace GanBench.Reporting.Building;

/// <summary>Metrics over training, the published points drawn in.</summary>
internal static class MetricCharts
{
    private const int MostLines = 6;

    /// <summary>Values further apart than this factor are drawn on a logarithmic axis.</summary>
    private const int WideRange = 12;

    /// <summary>
    /// Of each way to measure: the main metric over the page's width by steps, and beside each other by images and by seconds; then all
    /// others, and a table of all.
    /// </summary>
    public static IEnumerable<ReportBlock> Build(IReadOnlyList<CellResult> cells, IEnumerable<PublishedValue> published)
    {
        var sets = MetricSet.Of(cells, run => run.Metrics.Concat(run.CurveMetrics)).Where(set => set.Metrics.Count > 0).ToList();
        var values = PublishedComparison.Of(published, cells).Where(c => c.Cell is not null).ToList();
        foreach (var set in sets)
        {
            var drawn = set.Metrics.Where(m => m.IsDrawn).DefaultIfEmpty(set.Metrics[0]).ToList();
            // The first that summaries show leads its figure; a set of others alone has none.
            var main = drawn.Find(m => m.Name == MetricRegistry.Main.Name) ?? (set == sets[0] ? drawn[0] : null);
            var others = drawn.FindAll(m => m != main);
            if (main is not null)
                yield return Main(set, main, values);
            if (others.Count > 0)
            {
                var charts = others.SelectMany(m => Charts(set, m, values, TrainingAxis.Steps, ChartSize.Half)).ToList();
                var lead = set.Cells[0].Dataset == set.Data && main is not null ? "The other metrics" : $"Metrics on {set.Data}";
                yield return new ChartFigure(
                    $"{lead} at every measured checkpoint{Measured(set, others)}"
                    + Dotted(charts)
                    + $"{PublishedText(values, others)}{Captions.Arrows(charts, "intervals")}",
                    charts);
            }
        }
        foreach (var table in MetricSet.Of(cells, run => run.Metrics).Where(set => set.Metrics.Count > 0).SelectMany(Tables))
            yield return new TableBlock(table);
    }

    private static ChartFigure Main(MetricSet set, MetricKey main, IReadOnlyList<PublishedComparison> values)
    {
        var charts = Charts(set, main, values, TrainingAxis.Steps, ChartSize.Full);
        var beside = Charts(set, main, [], TrainingAxis.Images, ChartSize.Half).Zip(
            Charts(set, main, [], TrainingAxis.Seconds, ChartSize.Half), (images, seconds) => new[] { images, seconds })
            .SelectMany(pair => pair).Where(HasPlaces).ToList();
        return new ChartFigure(
            $"{main.Label} at every measured checkpoint{Measured(set, [main])}"
            + Dotted(charts)
            + PublishedText(values, [main])
            + (beside.Count == 0 ? "" : " Below the same over the real images that the discriminator saw and over the seconds of training "
                + "on the machines of these runs, means over the seeds: step budgets differ, so only these compare effort.")
            + Captions.Arrows(charts, "intervals"),
            [.. charts, .. beside.Select(c => c with { Legend = false })]);
    }

    private static string Dotted(IReadOnlyList<Chart> charts) => charts.Any(c => c.Layers.Any(l => l is ReferenceLine))
        ? " Dotted lines are the values to reach: the data's own, or a target." : "";

    private static bool HasPlaces(Chart chart) => chart.Layers.OfType<LineLayer>().Any(l => l.X.Any(double.IsFinite));

    // How and on how many seeds it was measured, and what stands for what.
    private static string Measured(MetricSet set, IReadOnlyList<MetricKey> metrics)
    {
        var seeds = set.Cells.SelectMany(c => metrics.SelectMany(m => c.StepsOf(m).Select(step => c.At(m, step)!.Count)
            .Concat(c.InPassing(m).Select(p => p.Value.Count))));
        var (passing, checkpoints) = (set.Cells.Any(c => metrics.Any(m => c.InPassing(m).Count > 0)),
            set.Cells.Any(c => metrics.Any(m => c.StepsOf(m).Count > 0)));
        return $"{set.Words}; of {Captions.Means(seeds.DefaultIfEmpty(1), passing ? "bars and bands" : "bars")}."
            + (!passing ? "" : checkpoints
                ? " Markers without a line are the checkpoints; lines through no markers were measured in passing."
                : " Measured in passing, between the checkpoints.");
    }

    // Published values that may not be compared are drawn all the same, and named here with all reasons; those of other features have no
    // place on the axis.
    private static string PublishedText(IEnumerable<PublishedComparison> published, IReadOnlyList<MetricKey> metrics)
    {
        var values = published.Where(v => metrics.Any(m => v.Key == m)).ToList();
        var drawn = values.FindAll(v => metrics.Any(m => IsDrawn(v, m)));
        var text = "";
        if (drawn.Count > 0)
        {
            var caveats = drawn.Where(v => v.Caveat is not null).Select(v => (v.Cell!.Label, v.Caveat)).Distinct()
                .GroupBy(v => v.Caveat, v => v.Label).Select(g => $"{string.Join(", ", g)} ({g.Key})").ToList();
            text += " Hollow markers are the published values, at the same share of each run."
                + (caveats.Count == 0 ? "" : $" Not comparable with ours: {string.Join("; ", caveats)}.");
        }
        return text + (drawn.Count == values.Count ? ""
            : " Published values are of Inception-v3 features: they stand in the study's table and are not drawn over these.");
    }

    private static bool IsDrawn(PublishedComparison value, MetricKey metric) => value.Key == metric && !metric.HasOwnFeatures;

    // Every metric at each cell's last checkpoint; metrics as rows, so that a dozen of them fit on a page.
    private static IEnumerable<ReportTable> Tables(MetricSet set)
    {
        var pieces = set.Cells.Where(c => set.Metrics.Any(m => c.StepsOf(m).Count > 0)).ToList().Pieces(MostLines).ToList();
        for (var i = 0; i < pieces.Count; i++)
        {
            var piece = pieces[i];
            var rows = set.Metrics.Select(m =>
            {
                var (values, direction) = (piece.Select(c => c.Last(m)).ToList(), m.Direction(set.Cells));
                return (IReadOnlyList<TableCell>)
                [
                    set.Name(m) + Format.Direction(direction),
                    .. piece.Zip(values, (c, v) => Cells.Summary(v, values, direction, mayBeBest: c != set.Worst)),
                ];
            }).ToList();
            yield return new ReportTable
            {
                Id = FormattableString.Invariant($"metrics-{Format.Anchor(set.Cells[0].Dataset)}{set.Suffix}-{i + 1}"),
                Caption = $"{set.Data}: all metrics at the last measured checkpoint{set.Words}"
                    + (pieces.Count > 1 ? $" ({i + 1} of {pieces.Count})" : ""),
                Columns = [new("Metric"), .. piece.Select(c => new TableColumn(c.Label, true))],
                Rows = rows,
                Notes = [.. Cells.Notes(rows.SelectMany(r => r), "row", set)],
            };
        }
    }

    private static List<Chart> Charts(
        MetricSet set, MetricKey metric, IReadOnlyList<PublishedComparison> published, TrainingAxis axis, ChartSize size)
    {
        var with = set.Cells.Where(c => c.StepsOf(metric).Count > 0 || c.InPassing(metric).Count > 0).ToList();
        var pieces = with.Pieces(MostLines).ToList();
        return [.. pieces.Select((piece, i) => Draw(
            set, metric, piece, published, axis, size, pieces.Count == 1 ? "" : $" ({i + 1} of {pieces.Count})"))];
    }

    private static Chart Draw(
        MetricSet set, MetricKey metric, IReadOnlyList<CellResult> cells, IReadOnlyList<PublishedComparison> published, TrainingAxis axis,
        ChartSize size, string part)
    {
        var layers = new List<ChartLayer>();
        for (var i = 0; i < cells.Count; i++)
        {
            var series = ProgressCharts.SeriesOf(cells, i);
            layers.AddRange(Lines(metric, cells[i], axis, series));
            layers.AddRange(Published(metric, cells[i], series, published));
        }
        if (metric.Direction(cells) is { Better: Better.Near, Target: { } target } && metric.Value.Target is not null)
            layers.Add(new ReferenceLine(target, "target") { Series = Palette.Count - 1 });
        else if (metric.OfRealImages is { } real
            && SampleSummary.Of(cells.SelectMany(c => c.StepsOf(real).Select(s => c.At(real, s)!.Mean))) is { } reference)
            layers.Add(new ReferenceLine(reference.Mean, "real images") { Series = Palette.Count - 1 });
        var means = layers.OfType<LineLayer>().SelectMany(l => l.Y).Concat(layers.OfType<PointLayer>().SelectMany(l => l.Y)).ToList();
        // Runs of very different length would otherwise stand on top of each other at the left.
        var ends = layers.OfType<LineLayer>().Select(l => l.X[^1]).Where(double.IsFinite).DefaultIfEmpty(0).ToList();
        var wide = ends.Min() > 0 && ends.Max() > WideRange * ends.Min();
        return new Chart
        {
            Title = set.LabelOf(metric) + (axis == TrainingAxis.Steps ? "" : $" over {axis.Label}") + part,
            Description = $"{metric.Label} over {axis.Label} for {string.Join(", ", cells.Select(c => c.Label))}",
            X = wide ? new ChartAxis($"{axis.Label}, logarithmic") { Logarithmic = true } : new ChartAxis(axis.Label) { Min = 0 },
            Y = new ChartAxis(metric.Label) { Logarithmic = means.Min() > 0 && means.Max() > WideRange * means.Min() },
            Layers = layers,
            Size = size,
        };
    }

    // A line through the checkpoints; where the metric was measured in passing the line goes through these values, which are more, and the
    // checkpoints have markers alone.
    private static IEnumerable<ChartLayer> Lines(MetricKey metric, CellResult cell, TrainingAxis axis, int series)
    {
        var passing = cell.InPassing(metric);
        if (passing.Count > 0)
        {
            double[] at = [.. passing.Select(p => axis.At(cell, p.Step))];
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
        double[] x = [.. steps.Select(s => axis.At(cell, s))];
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
