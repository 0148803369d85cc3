namespace GanBench.Reporting.Charts;

/// <summary>All values of a chart along one axis, which its scale must cover.</summary>
internal static class ChartValues
{
    /// <summary>Values along the horizontal axis.</summary>
    public static IEnumerable<double> X(Chart chart) => chart.Layers.SelectMany(layer => layer switch
    {
        LineLayer line => line.X,
        BandLayer band => band.X,
        PointLayer points when chart.Y.Categories is not null => [0, .. points.X, .. points.High ?? []],
        PointLayer points => points.X,
        StepLayer steps => steps.Edges,
        BarLayer bars => [0, .. bars.Values, .. bars.Low ?? [], .. bars.High ?? []],
        _ => Enumerable.Empty<double>(),
    });

    /// <summary>
    /// Values along the vertical axis. A logarithmic one is not stretched for lower ends of intervals that lie far below all values: they
    /// are cut off.
    /// </summary>
    public static IEnumerable<double> Y(Chart chart)
    {
        if (!chart.Y.Logarithmic)
            return All(chart);
        var ends = All(chart with { Layers = [.. chart.Layers.Select(WithoutInterval).OfType<ChartLayer>()] }).Where(v => v > 0).ToList();
        var least = ends.DefaultIfEmpty(0).Min() / FarthestBelow;
        return ends.Count == 0 ? All(chart) : All(chart).Where(v => v >= least);
    }

    /// <summary>Whether an interval of a chart reaches beyond its vertical axis, where an arrow stands for it.</summary>
    public static bool ReachBeyond(Chart chart)
    {
        var scale = Scale.Fit(chart.Y, Y(chart), wanted: 4, tight: false);
        return chart.Y.Categories is null && chart.Layers.SelectMany(layer => layer switch
        {
            BandLayer band => band.Low.Concat(band.High),
            PointLayer { Low: { } low, High: { } high } => low.Concat(high),
            _ => [],
        }).Any(end => scale.Clip(end).Beyond != 0);
    }

    private const double FarthestBelow = 10;

    private static ChartLayer? WithoutInterval(ChartLayer layer) => layer switch
    {
        BandLayer => null,
        PointLayer points => points with { Low = null, High = null },
        _ => layer,
    };

    private static IEnumerable<double> All(Chart chart) => chart.Layers.SelectMany(layer => layer switch
    {
        LineLayer line => line.Y,
        BandLayer band => band.Low.Concat(band.High),
        PointLayer points => [.. points.Y, .. points.Low ?? [], .. points.High ?? []],
        StepLayer steps => [0, .. steps.Heights],
        ReferenceLine reference => [reference.Value],
        _ => Enumerable.Empty<double>(),
    });
}
