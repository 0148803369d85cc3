using System.Xml.Linq;
using GanBench.Reporting.Charts;
using GanBench.Testing;

namespace GanBench.Reporting.Tests.Charts;

public class SvgChartTests
{
    public static TheoryData<string> Kinds => ["line", "bars", "histogram", "scatter", "logarithmic", "empty"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Render_EachKind_IsAsApproved(string kind)
    {
        var svg = SvgChart.Render(Make(kind));

        // Parsing proves that it is well-formed; indented, a difference shows where it is.
        Approver.Verify(XElement.Parse(svg).ToString(), kind);
    }

    [Fact]
    public void Render_ValuesThatAreNotFinite_InterruptTheLine()
    {
        var chart = Make("line") with { Layers = [new LineLayer([0, 1, 2, 3], [1, double.NaN, 2, double.PositiveInfinity])] };

        var path = XElement.Parse(SvgChart.Render(chart)).Descendants("svg").Single().Element("path")!.Attribute("d")!.Value;

        Assert.Equal(2, path.Count(c => c == 'M'));
        Assert.DoesNotContain("NaN", path);
        Assert.DoesNotContain("∞", path);
    }

    [Fact]
    public void Render_TextWithMarkup_IsEscaped()
    {
        var chart = Make("line") with { Description = "<script>", X = new ChartAxis("a < b & \"c\"") };

        var svg = XElement.Parse(SvgChart.Render(chart));

        Assert.Equal("<script>", svg.Element("title")!.Value);
        Assert.Contains(svg.Descendants("text"), t => t.Value == "a < b & \"c\"");
    }

    [Fact]
    public void Render_SeriesWithoutColour_StillDifferByDashAndMarker()
    {
        var strokes = Enumerable.Range(0, Palette.Count).Select(Palette.Dash).ToList();
        var markers = Enumerable.Range(0, Palette.Count)
            .Select(i => Palette.Marker(i, 0, 0, false).Replace(Palette.Color(i), "", StringComparison.Ordinal)).ToList();

        Assert.Equal(strokes.Count, strokes.Distinct().Count());
        Assert.Equal(markers.Count, markers.Distinct().Count());
    }

    [Fact]
    public void Render_Level_IsDashedAndAPublishedValueDotted()
    {
        var chart = Make("line") with
        {
            Layers = [new ReferenceLine(1, "bound") { Dashed = true }, new ReferenceLine(0.5, "published")],
        };

        var lines = XElement.Parse(SvgChart.Render(chart)).Descendants("svg").Single().Elements("path")
            .Select(path => path.Attribute("stroke-dasharray")!.Value);

        Assert.Equal(["5 3", "1.5 2"], lines);
    }

    [Fact]
    public void Render_ExtrapolatedBar_IsPaleInADashedFrame()
    {
        var bars = Make("bars");
        var chart = bars with { Layers = [((BarLayer)bars.Layers[0]) with { Extrapolated = [false, true] }] };

        var drawn = XElement.Parse(SvgChart.Render(chart)).Descendants("svg").Single().Elements("rect").ToList();

        Assert.Null(drawn[0].Attribute("stroke-dasharray"));
        Assert.Null(drawn[0].Attribute("fill-opacity"));
        Assert.NotNull(drawn[1].Attribute("stroke-dasharray"));
        Assert.Equal(".25", drawn[1].Attribute("fill-opacity")!.Value);
    }

    private static Chart Make(string kind)
    {
        var chart = new Chart { Description = kind, X = new ChartAxis("step"), Y = new ChartAxis("loss"), Layers = [] };
        return kind switch
        {
            "line" => chart with
            {
                Layers =
                [
                    new BandLayer([0, 5_000, 10_000], [0.5, 0.4, 0.4], [1.5, 1.1, 0.9]),
                    new LineLayer([0, 5_000, 10_000], [1, 0.75, 0.6]) { Name = "discriminator" },
                    new LineLayer(
                        [0, 5_000, 10_000], [0.7, 1.2, 1.6]) { Name = "generator, published", Series = 1, Markers = true,
                        Published = true },
                    new ReferenceLine(0.6, "published 0.6"),
                ],
            },
            "bars" => chart with
            {
                X = new ChartAxis("seconds"),
                Y = new ChartAxis("") { Categories = ["gan", "a configuration whose name is far too long to be printed"] },
                Layers = [new BarLayer([12.5, 40]) { Low = [11, 40], High = [14, 40], Labels = ["12.5 s", "40.0 s"] }],
                Size = ChartSize.Full,
            },
            "histogram" => chart with
            {
                X = new ChartAxis("value"),
                Y = new ChartAxis("density"),
                Layers = [new StepLayer([-2, -1, 0, 1, 2], [0.1, 0.4, 0.35, 0.15]) { Name = "generated" }],
            },
            "scatter" => chart with
            {
                Layers = [new PointLayer(
                    [1, 2, 3], [-1, 0, 1]) { Name = "runs", Series = 2, Low = [-2, -1, 0], High = [0, 1, 2], Hollow = true }],
            },
            "logarithmic" => chart with
            {
                Y = new ChartAxis("FID") { Logarithmic = true },
                Layers = [new LineLayer([10_000, 20_000, 30_000], [345, 20, 6]) { Name = "gan", Markers = true }],
            },
            _ => chart with { Layers = [new LineLayer([], [])] },
        };
    }
}
