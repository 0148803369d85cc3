using System.Globalization;
using System.Net;

namespace GanBench.Reporting.Charts;

/// <summary>
/// What a pointer over a chart tells: markers and bars have their exact value as an SVG title; lines carry their name and the plot its
/// axes, from which the page's script reads the values along them.
/// </summary>
internal static class Hover
{
    /// <summary>The ends of both axes as attributes of the plot; none where the vertical axis has names.</summary>
    public static string Axes(Chart chart, Scale x, Scale y) =>
        chart.Y.Categories is not null ? "" : $" data-x=\"{Axis(x, chart.X)}\" data-y=\"{Axis(y, chart.Y)}\"";

    /// <summary>The name of a line as an attribute of its path; none where the vertical axis has names.</summary>
    public static string Name(Chart chart, LineLayer line) =>
        chart.Y.Categories is not null ? "" : $" data-name=\"{WebUtility.HtmlEncode(NameOf(chart, line))}\"";

    /// <summary>The title of a marker.</summary>
    public static string OfPoint(Chart chart, ChartLayer layer, double x, double y, int index)
    {
        if (chart.Y.Categories is { } rows)
            return Title($"{rows[(int)Math.Round(y)]}: {Value(x)}{After(NameOf(chart, layer))}");
        var interval = layer is PointLayer { Low: { } low, High: { } high } && high[index] > low[index]
            ? $" ({Value(low[index])} to {Value(high[index])})" : "";
        return Title($"{Before(NameOf(chart, layer))}{Value(y)}{interval} at {Value(x)}");
    }

    /// <summary>The title of a bar.</summary>
    public static string OfBar(Chart chart, BarLayer bars, int index)
    {
        var interval = bars is { Low: { } low, High: { } high } && high[index] > low[index]
            ? $" ({Value(low[index])} to {Value(high[index])})" : "";
        return Title($"{Before(chart.Y.Categories?[index] ?? "")}{Value(bars.Values[index])}{interval}{After(bars.Name ?? "")}");
    }

    private static string Axis(Scale scale, ChartAxis axis) =>
        string.Create(CultureInfo.InvariantCulture, $"{scale.Min:R} {scale.Max:R}{(axis.Logarithmic ? " log" : "")}");

    // Markers of a line's own values have no name of their own: the legend has that of their series.
    private static string NameOf(Chart chart, ChartLayer layer) =>
        layer.Name ?? chart.Layers.FirstOrDefault(l => l.Series == layer.Series && l.Name is not null)?.Name ?? "";

    private static string Before(string name) => name.Length > 0 ? name + ": " : "";

    private static string After(string name) => name.Length > 0 ? $" ({name})" : "";

    private static string Title(string text) => $"<title>{WebUtility.HtmlEncode(text)}</title>";

    private static string Value(double value) =>
        value.ToString(Math.Abs(value) >= 1000 ? "N0" : "G4", CultureInfo.InvariantCulture);
}
