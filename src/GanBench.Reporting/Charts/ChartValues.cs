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

    /// <summary>Values along the vertical axis.</summary>
    public static IEnumerable<double> Y(Chart chart) => chart.Layers.SelectMany(layer => layer switch
    {
        LineLayer line => line.Y,
        BandLayer band => band.Low.Concat(band.High),
        PointLayer points => [.. points.Y, .. points.Low ?? [], .. points.High ?? []],
        StepLayer steps => [0, .. steps.Heights],
        ReferenceLine reference => [reference.Value],
        _ => Enumerable.Empty<double>(),
    });
}
