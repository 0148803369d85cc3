using GanBench.Reporting.Charts;
using GanBench.Reporting.Model;
using GanBench.Training.Steps;

namespace GanBench.Reporting.Building;

/// <summary>Charts of the progress log.</summary>
internal static class ProgressCharts
{
    private const int MostLines = 4;

    private static IEnumerable<LoggedChart> Charts => LoggedQuantities.All.Select(q => q.Chart).OfType<LoggedChart>().Distinct();

    /// <summary>Losses of both networks, one chart per cell, with the published final losses as lines.</summary>
    public static IEnumerable<ReportBlock> Losses(IReadOnlyList<CellResult> cells, IEnumerable<PublishedValue> published)
    {
        var chart = LoggedQuantities.Losses;
        var names = Lines(chart).ConvertAll(q => q.Name);
        var values = published.Where(p => p.Step is null && names.Contains(p.Metric)).ToList();
        return Figure(
            chart, cells, [.. cells.Select(c => Panel(c, chart, Lines(chart), [.. References(c, values, names)])).OfType<Chart>()],
            $"The discriminator's loss is {QuantityMeaning.Of("loss-d", cells)}.");
    }

    /// <summary>
    /// The charts of quantities that a study shows, beyond those that every report has: a figure per dataset, a chart per cell.
    /// </summary>
    public static IEnumerable<ReportBlock> Further(IReadOnlyList<CellResult> cells, IReadOnlyList<string> names) =>
        from chart in Charts
        where chart.Substitutes is not null
        let quantities = Lines(chart).FindAll(q => names.Contains(q.Name))
        where quantities.Count > 0
        from dataset in cells.GroupBy(c => c.Dataset)
        from figure in Figure(
            chart, [.. dataset], [.. dataset.Select(c => Panel(c, chart, quantities, [])).OfType<Chart>()], $"Trained on {dataset.Key}.")
        select figure;

    /// <summary>Estimates of the divergence between data and generator, cells side by side.</summary>
    public static IEnumerable<ReportBlock> Estimates(IReadOnlyList<CellResult> cells) =>
        from chart in Charts
        where chart.ComparesRuns
        from figure in Figure(chart, cells, [.. Lines(chart).SelectMany(quantity => Comparisons(cells, quantity, chart))])
        select figure;

    /// <summary>What the discriminator says of real and generated images, and all else that is logged.</summary>
    public static IEnumerable<ReportBlock> Discriminator(IReadOnlyList<CellResult> cells) =>
        from chart in Charts
        where !chart.ComparesRuns && chart != LoggedQuantities.Losses
        where chart.Substitutes is not { } better || !Lines(better).Exists(quantity => cells.Any(c => c.Points(quantity) is not null))
        from figure in Figure(chart, cells, [.. cells.Select(c => Panel(c, chart, Lines(chart), [])).OfType<Chart>()])
        select figure;

    /// <summary>Series of a cell in a chart: the same all over the report while it is distinct among the chart's cells.</summary>
    public static int SeriesOf(IReadOnlyList<CellResult> cells, int index) =>
        cells.Select(c => c.Series % Palette.Count).Distinct().Count() == cells.Count ? cells[index].Series : index;

    private static List<LoggedQuantity> Lines(LoggedChart chart) =>
        [.. LoggedQuantities.All.Where(q => q.Chart == chart).OrderBy(q => q.Place)];

    private static IEnumerable<ReportBlock> Figure(
        LoggedChart chart, IReadOnlyList<CellResult> cells, IReadOnlyList<Chart> panels, string more = "") =>
        panels.Count == 0 ? []
            : [new ChartFigure(
                $"{chart.Caption} Lines are moving averages; bands reach from the smallest to the largest logged value, of "
                + $"{Captions.Seeds(cells)} of each configuration{References(panels)}.{Captions.Arrows(panels, "values")} {more}"
                .TrimEnd(), panels)];

    private static string References(IReadOnlyList<Chart> panels)
    {
        var lines = panels.SelectMany(p => p.Layers).OfType<ReferenceLine>().ToList();
        return (lines.Exists(l => !l.Dashed) ? "; dotted lines are published values" : "")
            + (lines.Exists(l => l.Dashed) ? "; dashed lines are bounds and levels, as they are labelled" : "");
    }

    private static Chart? Panel(
        CellResult cell, LoggedChart chart, List<LoggedQuantity> quantities, IReadOnlyList<ReferenceLine> references)
    {
        var lines = quantities.Select((q, i) => (Quantity: q, Series: i, Points: cell.Points(q))).Where(l => l.Points is not null).ToList();
        if (lines.Count == 0)
            return null;
        var layers = lines.Select(l => (ChartLayer)new BandLayer(l.Points!.Steps, l.Points.Lows, l.Points.Highs) { Series = l.Series })
            .Concat(lines.Select(l => new LineLayer(l.Points!.Steps, l.Points.Smooth()) { Name = l.Quantity.Label, Series = l.Series }))
            .Concat(references);
        var axis = new LevelAxis(
            [.. lines.Select(l => l.Points!)], Bounds(quantities), references,
            [.. lines.SelectMany(l => Levels(l.Quantity, [cell], l.Series))]);
        return new Chart
        {
            Title = cell.Label,
            Description = $"{chart.Axis} of {string.Join(" and ", lines.Select(l => l.Quantity.Label))} over training steps, "
                + $"{cell.Label} on {Format.Data(cell.Dataset)}",
            X = new ChartAxis("step") { Min = 0, Max = cell.Steps },
            Y = axis.Of(chart.Axis),
            Layers = [.. layers, .. axis.Levels],
        };
    }

    /// <summary>A quantity of all cells that have it, a few cells per chart.</summary>
    internal static List<Chart> Comparisons(IReadOnlyList<CellResult> cells, LoggedQuantity quantity, LoggedChart chart)
    {
        var with = cells.Where(c => c.Points(quantity) is not null).ToList();
        return [.. with.Pieces(MostLines).Select(piece =>
        {
            var points = piece.Select(c => c.Points(quantity)!).ToList();
            var bands = points.Select((p, i) => (ChartLayer)new BandLayer(p.Steps, p.Lows, p.Highs) { Series = SeriesOf(piece, i) });
            var lines = points.Select((p, i) => new LineLayer(p.Steps, p.Smooth()) { Name = piece[i].Label, Series = SeriesOf(piece, i) });
            var axis = new LevelAxis(points, Bounds([quantity]), [], [.. Levels(quantity, piece, Palette.Count - 1)]);
            return new Chart
            {
                Description = $"{chart.Axis} over training steps for {string.Join(", ", piece.Select(c => c.Label))}",
                X = new ChartAxis("step") { Min = 0, Max = piece.Max(c => c.Steps) },
                Y = axis.Of(chart.Axis),
                Layers = [.. bands, .. lines, .. axis.Levels],
                Size = ChartSize.Full,
            };
        })];
    }

    private static IEnumerable<ReferenceLine> References(CellResult cell, IEnumerable<PublishedValue> published, List<string> names) =>
        published
            .Where(p => string.Equals(p.Architecture, cell.Architecture, StringComparison.OrdinalIgnoreCase)
                && string.Equals(p.Dataset, cell.Dataset, StringComparison.OrdinalIgnoreCase))
            .Select(p => new ReferenceLine(p.Value, $"published {Format.Number(p.Value)}") { Series = names.IndexOf(p.Metric) });

    // Where every line has bounds they are the axis.
    private static (double Min, double Max)? Bounds(List<LoggedQuantity> quantities) =>
        quantities.TrueForAll(q => q.Bounds is not null)
            ? (quantities.Min(q => q.Bounds!.Value.Low), quantities.Max(q => q.Bounds!.Value.High)) : null;

    private static IEnumerable<(ReferenceLine Line, bool IsBound)> Levels(
        LoggedQuantity quantity, IReadOnlyList<CellResult> cells, int series) =>
        cells.SelectMany(c => quantity.Levels(c.Runs[0].Spec.Recipe)).Distinct()
            .Select(level => (new ReferenceLine(level.Value, level.Label) { Series = series, Dashed = true }, level.IsBound));
}
