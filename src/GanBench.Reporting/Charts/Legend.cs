namespace GanBench.Reporting.Charts;

/// <summary>Arranges a chart's legend in rows above the plot.</summary>
internal static class Legend
{
    /// <summary>The named layers, each with its place.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="width">Room for a row.</param>
    public static IReadOnlyList<LegendEntry> Arrange(Chart chart, double width)
    {
        const double swatch = 23;
        const double gap = 14;
        var entries = new List<LegendEntry>();
        double at = 0;
        var row = 0;
        foreach (var layer in chart.Layers)
        {
            if (layer.Name is not { } name)
                continue;
            name = name.Length <= 48 ? name : name[..30] + "…" + name[^17..];
            var needed = swatch + SvgChart.TextWidth(name, 9);
            if (at > 0 && at + needed > width)
            {
                at = 0;
                row++;
            }
            entries.Add(new LegendEntry(layer, name, at, row));
            at += needed + gap;
        }
        return entries;
    }
}

/// <summary>A layer's place in the legend.</summary>
internal sealed record LegendEntry(ChartLayer Layer, string Name, double X, int Row);
