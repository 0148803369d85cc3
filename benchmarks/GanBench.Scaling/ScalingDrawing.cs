using GanBench.Reporting.Charts;

namespace GanBench.Scaling;

/// <summary>What the charts of all curves share.</summary>
internal static class ScalingDrawing
{
    // Room between the outermost points and the ends of the axis, as a factor.
    private const double Room = 1.15;

    /// <summary>A logarithmic axis with a tick at each place that was measured.</summary>
    /// <param name="label">Quantity and unit.</param>
    /// <param name="places">The places; at least one.</param>
    public static ChartAxis Doubling(string label, IEnumerable<double> places)
    {
        var ticks = places.Distinct().Order().ToArray();
        return new ChartAxis(label) { Logarithmic = true, Min = ticks[0] / Room, Max = ticks[^1] * Room, Ticks = ticks };
    }

    /// <summary>Measured values: a line through points with whiskers.</summary>
    /// <param name="values">The values.</param>
    /// <param name="series">Number of the series.</param>
    /// <param name="name">Name in the legend; null for none.</param>
    public static IEnumerable<ChartLayer> Measured(SeriesOfRows values, int series, string? name) =>
    [
        new LineLayer(values.X, values.Y) { Series = series, Name = name, Markers = true },
        new PointLayer(values.X, values.Y) { Series = series, Low = values.Low, High = values.High },
    ];
}
