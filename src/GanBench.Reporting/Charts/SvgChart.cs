using System.Globalization;
using System.Net;
using System.Text;

namespace GanBench.Reporting.Charts;

/// <summary>Draws a <see cref="Chart"/> as inline SVG. One unit is one CSS pixel at the chart's natural size.</summary>
internal sealed class SvgChart
{
    private const double Padding = 6;
    private const double TickSize = 9;
    private const double LegendLine = 14;
    private const double BarRow = 22;
    private const double PointRow = 15;

    private readonly Chart _chart;
    private readonly StringBuilder _svg = new();
    private readonly Scale _x;
    private readonly Scale _y;
    private readonly double _width;
    private readonly double _height;
    private readonly double _left;
    private readonly double _top;
    private readonly double _plotWidth;
    private readonly double _plotHeight;
    private readonly IReadOnlyList<LegendEntry> _legend;

    private SvgChart(Chart chart)
    {
        _chart = chart;
        _width = chart.Size switch { ChartSize.Third => 218, ChartSize.Half => 330, _ => 680 };
        _legend = chart.Legend ? Legend.Arrange(chart, _width - (2 * Padding)) : [];
        var rows = _legend.Count == 0 ? 0 : _legend[^1].Row + 1;
        _top = Padding + (rows * LegendLine) + (rows > 0 ? 4 : 2);
        var categories = chart.Y.Categories;
        var bars = Math.Max(1, chart.Layers.OfType<BarLayer>().Count());
        _plotHeight = categories is null
            ? chart.Size switch { ChartSize.Third => 110, ChartSize.Half => 150, _ => 200 }
            : categories.Count * (chart.Layers.Any(l => l is BarLayer) ? BarRow + ((bars - 1) * 9) : PointRow);
        _y = categories is null
            ? Scale.Fit(chart.Y, ChartValues.Y(chart), wanted: chart.Size == ChartSize.Full ? 5 : 4, tight: false)
            : Scale.Fit(new ChartAxis("") { Min = -0.5, Max = categories.Count - 0.5 }, [], wanted: 1, tight: true);
        var labels = categories?.Select(c => Shorten(c)) ?? _y.Ticks.Select(t => t.Label);
        _left = Padding + (chart.Y.Label.Length > 0 ? 14 : 0) + labels.Select(l => TextWidth(l, TickSize)).DefaultIfEmpty(0).Max() + 5;
        _plotWidth = _width - _left - 14;
        _x = Scale.Fit(chart.X, ChartValues.X(chart), wanted: chart.Size == ChartSize.Full ? 8 : 4, tight: categories is null);
        _height = _top + _plotHeight + 34;
    }

    /// <summary>The chart as one <c>svg</c> element.</summary>
    /// <param name="chart">The chart.</param>
    public static string Render(Chart chart) => new SvgChart(chart).Render();

    /// <summary>Estimated width of text in a sans-serif face.</summary>
    public static double TextWidth(string text, double size) =>
        text.Sum(c => c > 0x2E80 ? 1.0 : c is 'i' or 'l' or '.' or ',' or ' ' ? 0.34 : 0.58) * size;

    private string Render()
    {
        _svg.Append(CultureInfo.InvariantCulture,
            $"<svg class=\"chart\" role=\"img\" viewBox=\"0 0 {_width:0.#} {_height:0.#}\" width=\"{_width:0.#}\" "
            + $"height=\"{_height:0.#}\"><title>");
        _svg.Append(WebUtility.HtmlEncode(_chart.Description)).Append("</title>");
        DrawLegend();
        DrawAxes();
        // An inner svg element cuts off whatever lies outside the plot, without ids that would have to be unique on the page.
        _svg.Append(CultureInfo.InvariantCulture,
            $"<svg x=\"{_left:0.#}\" y=\"{_top:0.#}\" width=\"{_plotWidth:0.#}\" height=\"{_plotHeight:0.#}\" overflow=\"hidden\""
            + $"{Hover.Axes(_chart, _x, _y)}>");
        var bar = 0;
        foreach (var layer in _chart.Layers)
        {
            switch (layer)
            {
                case BandLayer band: DrawBand(band); break;
                case LineLayer line: DrawLine(line); break;
                case StepLayer steps: DrawSteps(steps); break;
                case BarLayer bars: DrawBars(bars, bar++); break;
                case ReferenceLine reference: DrawReference(reference); break;
            }
        }
        _svg.Append("</svg>");
        DrawMarkers();
        return _svg.Append("</svg>").ToString();
    }

    private void DrawLegend()
    {
        foreach (var entry in _legend)
        {
            var baseline = Padding + (entry.Row * LegendLine) + 9;
            var from = Padding + entry.X;
            switch (entry.Layer)
            {
                case BandLayer or BarLayer or StepLayer:
                    _svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{from:0.#}\" y=\"{baseline - 8:0.#}\" width=\"18\" height=\"8\" "
                        + $"fill=\"{Palette.Color(entry.Layer.Series)}\" opacity=\"{(entry.Layer is BarLayer ? 1 : 0.35)}\"/>");
                    break;
                case PointLayer points:
                    _svg.Append(Palette.Marker(points.Series, from + 9, baseline - 4, points.Hollow));
                    break;
                case LineLayer line:
                    _svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{from:0.#} {baseline - 4:0.#}h18\" {Stroke(line)}/>");
                    if (line.Markers)
                        _svg.Append(Palette.Marker(line.Series, from + 9, baseline - 4, line.Published));
                    break;
            }
            _svg.Append(CultureInfo.InvariantCulture,
                $"<text x=\"{from + 23:0.#}\" y=\"{baseline - .5:0.#}\" class=\"lg\">{Text(entry.Name)}</text>");
        }
    }

    private void DrawAxes()
    {
        var bottom = _top + _plotHeight;
        foreach (var (value, label) in _x.Ticks)
        {
            var at = Px(value);
            _svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{at:0.#} {_top:0.#}V{bottom:0.#}\" class=\"gr\"/>");
            _svg.Append(CultureInfo.InvariantCulture,
                $"<text x=\"{at:0.#}\" y=\"{bottom + 12:0.#}\" class=\"tk\" text-anchor=\"middle\">{label}</text>");
        }
        if (_chart.Y.Categories is { } categories)
        {
            for (var i = 0; i < categories.Count; i++)
                _svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{_left - 5:0.#}\" y=\"{Py(i) + 3:0.#}\" class=\"tk\" "
                    + $"text-anchor=\"end\">{Text(Shorten(categories[i]))}</text>");
        }
        else
        {
            foreach (var (value, label) in _y.Ticks)
            {
                _svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{_left:0.#} {Py(value):0.#}h{_plotWidth:0.#}\" class=\"gr\"/>");
                _svg.Append(CultureInfo.InvariantCulture,
                    $"<text x=\"{_left - 5:0.#}\" y=\"{Py(value) + 3:0.#}\" class=\"tk\" text-anchor=\"end\">{label}</text>");
            }
        }
        _svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{_left:0.#} {_top:0.#}V{bottom:0.#}h{_plotWidth:0.#}\" class=\"ax\"/>");
        if (_chart.X.Label.Length > 0)
            _svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{_left + (_plotWidth / 2):0.#}\" y=\"{bottom + 27:0.#}\" class=\"al\" "
                + $"text-anchor=\"middle\">{Text(_chart.X.Label)}</text>");
        if (_chart.Y.Label.Length > 0)
            _svg.Append(CultureInfo.InvariantCulture,
                $"<text transform=\"translate({Padding + 6:0.#} {_top + (_plotHeight / 2):0.#}) rotate(-90)\" class=\"al\" "
                + $"text-anchor=\"middle\">{Text(_chart.Y.Label)}</text>");
    }

    private void DrawBand(BandLayer band)
    {
        var path = new StringBuilder();
        Polyline.Append(path, 'M', [.. band.X.Zip(band.High, Edge).OfType<(double, double)>()]);
        Polyline.Append(path, 'L', [.. band.X.Zip(band.Low, Edge).OfType<(double, double)>().Reverse()]);
        _svg.Append(CultureInfo.InvariantCulture, $"<path d=\"{path}Z\" fill=\"{Palette.Color(band.Series)}\" opacity=\".22\"/>");
    }

    private void DrawLine(LineLayer line)
    {
        var path = new StringBuilder();
        var stretch = new List<(double X, double Y)>();
        foreach (var point in line.X.Zip(line.Y, Inside).Append(null))
        {
            if (point is { } place)
            {
                stretch.Add(place);
                continue;
            }
            Polyline.Append(path, 'M', stretch);
            stretch.Clear();
        }
        _svg.Append(CultureInfo.InvariantCulture, $"<path d=\"{path}\" {Stroke(line)}{Hover.Name(_chart, line)}/>");
    }

    private void DrawSteps(StepLayer steps)
    {
        List<(double Edge, double Height)> corners = [(steps.Edges[0], 0)];
        for (var i = 0; i < steps.Heights.Count; i++)
            corners.AddRange([(steps.Edges[i], steps.Heights[i]), (steps.Edges[i + 1], steps.Heights[i])]);
        corners.Add((steps.Edges[^1], 0));
        var path = new StringBuilder();
        Polyline.Append(path, 'M', [.. corners.Select(corner => Inside(corner.Edge, corner.Height)).OfType<(double, double)>()]);
        var color = Palette.Color(steps.Series);
        _svg.Append(CultureInfo.InvariantCulture,
            $"<path d=\"{path}\" fill=\"{color}\" fill-opacity=\".25\" stroke=\"{color}\" stroke-width=\"1\"/>");
    }

    private void DrawBars(BarLayer bars, int index)
    {
        var count = _chart.Layers.OfType<BarLayer>().Count();
        var slot = _plotHeight / Math.Max(1, _chart.Y.Categories?.Count ?? 1);
        var thickness = (slot - 8) / count;
        var zero = _x.Position(Math.Max(0, _x.Min)) * _plotWidth;
        for (var i = 0; i < bars.Values.Count; i++)
        {
            var end = _x.Position(bars.Values[i]) * _plotWidth;
            if (!double.IsFinite(end))
                continue;
            var y0 = (i * slot) + 4 + (index * thickness);
            _svg.Append(CultureInfo.InvariantCulture,
                $"<rect x=\"{Math.Min(zero, end):0.#}\" y=\"{y0:0.#}\" width=\"{Math.Abs(end - zero):0.#}\" "
                + $"height=\"{thickness - 1:0.#}\" {Fill(bars, i)}>{Hover.OfBar(_chart, bars, i)}</rect>");
            if (bars.Low is not null && bars.High is not null && bars.High[i] > bars.Low[i])
            {
                new Whiskers(_svg, _x, share => share * _plotWidth, upright: false)
                    .Draw(y0 + ((thickness - 1) / 2), bars.Low[i], bars.High[i], "#111");
                end = _x.Clip(bars.High[i]).Share * _plotWidth;
            }
            if (bars.Labels is { } labels)
            {
                var fits = end + 6 + TextWidth(labels[i], TickSize) < _plotWidth;
                _svg.Append(CultureInfo.InvariantCulture,
                    $"<text x=\"{(fits ? end + 5 : zero + 5):0.#}\" y=\"{y0 + (thickness / 2) + 2.7:0.#}\" "
                    + $"class=\"tk\"{(fits || IsPale(bars, i) ? "" : " style=\"fill:#fff\"")}>{Text(labels[i])}</text>");
            }
        }
    }

    private static string Fill(BarLayer bars, int i)
    {
        var color = Palette.Color(bars.Series);
        return $"fill=\"{color}\"" + (IsPale(bars, i) ? $" fill-opacity=\".25\" stroke=\"{color}\" stroke-dasharray=\"4 2\"" : "");
    }

    private static bool IsPale(BarLayer bars, int i) => bars.Extrapolated?[i] == true;

    // Levels have their label at the left end, published values at the right: both may stand in one place.
    private void DrawReference(ReferenceLine reference)
    {
        var at = Py(reference.Value) - _top;
        var color = Palette.Color(reference.Series);
        var (dash, x, anchor) = reference.Dashed ? ("5 3", 3, "start") : ("1.5 2", _plotWidth - 3, "end");
        _svg.Append(CultureInfo.InvariantCulture,
            $"<path d=\"M0 {at:0.#}H{_plotWidth:0.#}\" stroke=\"{color}\" stroke-width=\"1\" stroke-dasharray=\"{dash}\"/>");
        _svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.#}\" y=\"{at - 3:0.#}\" class=\"tk\" text-anchor=\"{anchor}\" "
            + $"style=\"fill:{color}\">{Text(reference.Label)}</text>");
    }

    // Markers are drawn over the plot's edge, so that a point on it is whole.
    private void DrawMarkers()
    {
        foreach (var layer in _chart.Layers)
        {
            if (layer is BandLayer band)
                ValueWhiskers().Beyond([.. band.X.Select(Px)], band.Low, band.High, Palette.Color(band.Series));
            if (layer is LineLayer { Markers: true } line)
                DrawMarkers(line, line.X, line.Y, line.Published);
            if (layer is not PointLayer points)
                continue;
            if (points.Low is not null && points.High is not null)
                DrawErrorBars(points);
            DrawMarkers(points, points.X, points.Y, points.Hollow);
        }
    }

    private void DrawErrorBars(PointLayer points)
    {
        var upright = _chart.Y.Categories is null;
        var whiskers = upright ? ValueWhiskers() : new Whiskers(_svg, _x, share => _left + (share * _plotWidth), upright: false);
        for (var i = 0; i < points.X.Count; i++)
            whiskers.Draw(
                upright ? Px(points.X[i]) : Py(points.Y[i]), points.Low![i], points.High![i], Palette.Color(points.Series));
    }

    private Whiskers ValueWhiskers() => new(_svg, _y, share => _top + ((1 - share) * _plotHeight), upright: true);

    private void DrawMarkers(ChartLayer layer, IReadOnlyList<double> xs, IReadOnlyList<double> ys, bool hollow)
    {
        for (var i = 0; i < xs.Count; i++)
        {
            var (px, py) = (Px(xs[i]), Py(ys[i]));
            if (double.IsFinite(px) && py >= _top - 1 && py <= _top + _plotHeight + 1 && px >= _left - 1 && px <= _left + _plotWidth + 1)
                _svg.Append(layer.Pale ? "<g opacity=\".4\">" : "<g>").Append(Hover.OfPoint(_chart, layer, xs[i], ys[i], i))
                    .Append(Palette.Marker(layer.Series, px, py, hollow)).Append("</g>");
        }
    }

    private static string Stroke(LineLayer line)
    {
        var dash = Palette.Dash(line.Series);
        var width = line.Published ? "1" : "1.5";
        return $"fill=\"none\" stroke=\"{Palette.Color(line.Series)}\" stroke-width=\"{width}\" stroke-linejoin=\"round\""
            + (dash.Length > 0 ? $" stroke-dasharray=\"{dash}\"" : "")
            + (line.Pale ? " opacity=\".4\"" : line.Published ? " opacity=\".65\"" : "");
    }

    // A point relative to the plot, or null where it has no place; far outside values are held near the edge, where they are cut off.
    private (double X, double Y)? Inside(double valueX, double valueY)
    {
        var px = _x.Position(valueX) * _plotWidth;
        var py = Math.Clamp(Py(valueY) - _top, -1000, 2000);
        return double.IsFinite(px) && double.IsFinite(py) ? (px, py) : null;
    }

    // The edge of a band: what has no place on a logarithmic axis lies below it.
    private (double X, double Y)? Edge(double valueX, double valueY) =>
        Inside(valueX, valueY <= 0 && double.IsNaN(_y.Position(valueY)) ? _y.Min / 1000 : valueY);

    private double Px(double value) => _left + (_x.Position(value) * _plotWidth);

    // Categories run downwards, values upwards.
    private double Py(double value) => _top + ((_chart.Y.Categories is null ? 1 - _y.Position(value) : _y.Position(value)) * _plotHeight);

    private static string Shorten(string text) => text.Length <= 34 ? text : text[..16] + "…" + text[^17..];

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
