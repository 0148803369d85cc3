using GanBench.Reporting.Charts;
using GanBench.Reporting.Model;

namespace GanBench.Reporting.Building;

/// <summary>Charts of the progress log.</summary>
internal static class ProgressCharts
{
    private const int MostLines = 4;

    /// <summary>Losses of both networks, one chart per cell, with the published final losses as lines.</summary>
    public static IEnumerable<ReportBlock> Losses(IReadOnlyList<CellResult> cells, IEnumerable<PublishedValue> published)
    {
        var values = published.Where(p => p.Step is null && p.Metric is "loss-d" or "loss-g").ToList();
        var charts = cells.Select(c => Panel(c, "loss", [Quantity.LossD, Quantity.LossG], null, References(c, values))).OfType<Chart>().ToList();
        if (charts.Count > 0)
            yield return new ChartFigure("Losses as each objective defines them: a moving average, over a band from the smallest to the largest logged value of all seeds. Axes leave out extreme outliers.", charts);
    }

    /// <summary>Estimates of the divergence between data and generator, cells side by side.</summary>
    public static IEnumerable<ReportBlock> Estimates(IReadOnlyList<CellResult> cells)
    {
        var js = Comparisons(cells, Quantity.JsEstimate, "JS divergence, nats", (0, Math.Log(2)));
        var wasserstein = Comparisons(cells, Quantity.WassersteinEstimate, "Wasserstein distance × K", null);
        if (js.Count > 0)
            yield return new ChartFigure("Estimate of the Jensen–Shannon divergence from the discriminator's cross-entropy, between 0 and ln 2 ≈ 0.693; a lower bound on the true divergence.", js);
        if (wasserstein.Count > 0)
            yield return new ChartFigure("Estimate of the Wasserstein distance from the critic, up to its Lipschitz constant K; comparable within one configuration, not between them.", wasserstein);
    }

    /// <summary>What the discriminator says of real and generated images.</summary>
    public static IEnumerable<ReportBlock> Discriminator(IReadOnlyList<CellResult> cells)
    {
        var scores = Panels(cells, "mean score", [Quantity.ScoreReal, Quantity.ScoreFake], (0, 1));
        var f1 = Panels(cells, "share", [Quantity.F1, Quantity.Precision, Quantity.Recall], (0, 1));
        var accuracy = f1.Count > 0 ? [] : Panels(cells, "accuracy", [Quantity.AccuracyReal, Quantity.AccuracyFake], (0, 1));
        var weights = Panels(cells, "weight", [Quantity.WeightReal, Quantity.WeightFake], null);
        if (scores.Count > 0)
            yield return new ChartFigure("Mean probability that the discriminator gives real images, D(x), and generated ones, D(G(z)). At equilibrium both are ½.", scores);
        if (f1.Count > 0)
            yield return new ChartFigure("F1, precision and recall of the discriminator, “real” being the positive class.", f1);
        if (accuracy.Count > 0)
            yield return new ChartFigure("Share of real and of generated images that the discriminator recognises.", accuracy);
        if (weights.Count > 0)
            yield return new ChartFigure("Weights of the two parts of the discriminator's loss, chosen adaptively at each step.", weights);
    }

    /// <summary>Series of a cell in a chart: the same all over the report while it is distinct among the chart's cells.</summary>
    public static int SeriesOf(IReadOnlyList<CellResult> cells, int index) =>
        cells.Select(c => c.Series % Palette.Count).Distinct().Count() == cells.Count ? cells[index].Series : index;

    private static List<Chart> Panels(IReadOnlyList<CellResult> cells, string axis, IReadOnlyList<Quantity> quantities, (double Min, double Max)? range) =>
        [.. cells.Select(c => Panel(c, axis, quantities, range, [])).OfType<Chart>()];

    private static Chart? Panel(CellResult cell, string axis, IReadOnlyList<Quantity> quantities, (double Min, double Max)? range, IEnumerable<ReferenceLine> references)
    {
        var lines = quantities.Select((q, i) => (Quantity: q, Series: i, Points: cell.Points(q))).Where(l => l.Points is not null).ToList();
        if (lines.Count == 0)
            return null;
        var layers = lines.Select(l => (ChartLayer)new BandLayer(l.Points!.Steps, l.Points.Lows, l.Points.Highs) { Series = l.Series })
            .Concat(lines.Select(l => new LineLayer(l.Points!.Steps, l.Points.Smooth()) { Name = l.Quantity.Label, Series = l.Series }))
            .Concat(references);
        var limits = range ?? Limits([.. lines.Select(l => l.Points!)]);
        return new Chart
        {
            Title = cell.Label,
            Description = $"{axis} of {string.Join(" and ", lines.Select(l => l.Quantity.Label))} over training steps, {cell.Label} on {cell.Dataset}",
            X = new ChartAxis("step") { Min = 0, Max = cell.Steps },
            Y = new ChartAxis(axis) { Min = limits?.Min, Max = limits?.Max },
            Layers = [.. layers],
        };
    }

    private static List<Chart> Comparisons(IReadOnlyList<CellResult> cells, Quantity quantity, string axis, (double Min, double Max)? range)
    {
        var with = cells.Where(c => c.Points(quantity) is not null).ToList();
        return [.. with.Pieces(MostLines).Select(piece =>
        {
            var points = piece.Select(c => c.Points(quantity)!).ToList();
            var bands = points.Select((p, i) => (ChartLayer)new BandLayer(p.Steps, p.Lows, p.Highs) { Series = SeriesOf(piece, i) });
            var lines = points.Select((p, i) => new LineLayer(p.Steps, p.Smooth()) { Name = piece[i].Label, Series = SeriesOf(piece, i) });
            var limits = range ?? Limits(points);
            return new Chart
            {
                Description = $"{axis} over training steps for {string.Join(", ", piece.Select(c => c.Label))}",
                X = new ChartAxis("step") { Min = 0, Max = piece.Max(c => c.Steps) },
                Y = new ChartAxis(axis) { Min = limits?.Min, Max = limits?.Max },
                Layers = [.. bands.Concat(lines)],
                Size = ChartSize.Full,
            };
        })];
    }

    private static IEnumerable<ReferenceLine> References(CellResult cell, IEnumerable<PublishedValue> published) =>
        published
            .Where(p => string.Equals(p.Architecture, cell.Architecture, StringComparison.OrdinalIgnoreCase)
                && string.Equals(p.Dataset, cell.Dataset, StringComparison.OrdinalIgnoreCase))
            .Select(p => new ReferenceLine(p.Value, $"published {Format.Number(p.Value)}") { Series = p.Metric == "loss-d" ? 0 : 1 });

    // A few early or exploding values must not flatten everything else: the axis ends near the 1st and 99th percentile when the
    // extremes lie far outside them; otherwise it fits all.
    private static (double Min, double Max)? Limits(IReadOnlyList<SeriesPoints> points)
    {
        var lows = points.SelectMany(p => p.Lows).Order().ToList();
        var highs = points.SelectMany(p => p.Highs).Order().ToList();
        var (low, high) = (lows[lows.Count / 100], highs[highs.Count - 1 - (highs.Count / 100)]);
        var room = Math.Max((high - low) * 0.1, 1e-9);
        return lows[0] >= low - (high - low) && highs[^1] <= high + (high - low) ? null : (low - room, high + room);
    }
}
