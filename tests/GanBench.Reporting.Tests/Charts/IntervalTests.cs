using System.Xml.Linq;
using GanBench.Reporting.Charts;

namespace GanBench.Reporting.Tests.Charts;

/// <summary>Intervals are always drawn: what has no place on the axis is cut off there, with an arrow.</summary>
public class IntervalTests
{
    private static readonly Chart Plain = new() { Description = "", X = new ChartAxis("step"), Y = new ChartAxis("FID"), Layers = [] };

    [Theory]
    [InlineData(-20)]
    [InlineData(0)]
    [InlineData(1e-9)]
    public void Render_LowerEndWithoutAPlaceOnALogarithmicAxis_EndsInAnArrowAtTheAxis(double low)
    {
        var chart = Plain with
        {
            Y = new ChartAxis("FID") { Logarithmic = true },
            Layers = [new PointLayer([1, 2], [40, 400]) { Low = [low, 350], High = [100, 450] }],
        };

        var svg = Parse(chart);

        var arrow = Assert.Single(Arrows(svg));
        // The arrow's tip is at the foot of the plot; the axis starts below 40 and not at 1e-9.
        Assert.Equal(Bottom(svg), Tip(arrow));
        Assert.DoesNotContain(svg.Descendants("text"), t => t.Value.StartsWith("1e", StringComparison.Ordinal));
        Assert.Equal(2, Bars(svg).Count());
        Assert.True(ChartValues.ReachBeyond(chart));
    }

    [Fact]
    public void Render_EndsBeyondALinearAxis_HaveArrowsOnBothSides()
    {
        var chart = Plain with
        {
            Y = new ChartAxis("share") { Min = 0, Max = 1 },
            Layers = [new PointLayer([1], [0.5]) { Low = [-1], High = [2] }],
        };

        var svg = Parse(chart);

        Assert.Equal(2, Arrows(svg).Count());
        Assert.Single(Bars(svg));
    }

    [Fact]
    public void Render_IntervalOnTheAxis_HasNoArrow()
    {
        var chart = Plain with { Layers = [new PointLayer([1, 2], [1, 2]) { Low = [0.5, 1.5], High = [1.5, 3] }] };

        Assert.Empty(Arrows(Parse(chart)));
        Assert.False(ChartValues.ReachBeyond(chart));
    }

    [Fact]
    public void Render_BandThatFallsBelowALogarithmicAxis_ReachesItsFootWithAnArrow()
    {
        var chart = Plain with
        {
            Y = new ChartAxis("FID") { Logarithmic = true },
            Layers =
            [
                new BandLayer([0, 1, 2], [20, -5, 30], [60, 80, 90]),
                new LineLayer([0, 1, 2], [40, 35, 500]),
            ],
        };

        var svg = Parse(chart);

        var band = svg.Descendants("svg").Single().Elements("path").First().Attribute("d")!.Value;
        // Three points above and three below: none is left out.
        Assert.Equal(6, band.Count(c => c is 'M' or 'L'));
        Assert.Single(Arrows(svg));
    }

    [Fact]
    public void Render_WhiskerOfABarBeyondTheAxis_EndsInAnArrow()
    {
        var chart = Plain with
        {
            X = new ChartAxis("seconds") { Max = 50 },
            Y = new ChartAxis("") { Categories = ["gan"] },
            Layers = [new BarLayer([40]) { Low = [30], High = [70] }],
        };

        Assert.Single(Arrows(Parse(chart)));
    }

    [Fact]
    public void Render_PointsOfCategories_HaveIntervalsAlongTheValueAxis()
    {
        var chart = Plain with
        {
            X = new ChartAxis("FID"),
            Y = new ChartAxis("") { Categories = ["gan", "dcgan"] },
            Layers = [new PointLayer([40, 20], [0, 1]) { Low = [30, 10], High = [50, 30] }],
        };

        // A line along the value axis starts and ends at one height.
        var lines = Bars(Parse(chart)).Select(
            path => path.Attribute("d")!.Value.Split('M', 'L')[1..3].Select(p => p.Split(' ')[1]).ToArray());
        Assert.Equal(2, lines.Count(p => p[0] == p[1]));
    }

    private static XElement Parse(Chart chart) => XElement.Parse(SvgChart.Render(chart));

    private static IEnumerable<XElement> Arrows(XElement svg) =>
        svg.Descendants("path").Where(p => p.Attribute("class")?.Value == "beyond");

    // The paths of intervals are those without a fill that have a stroke of one pixel.
    private static IEnumerable<XElement> Bars(XElement svg) => svg.Descendants("path")
        .Where(p => p.Attribute("fill")?.Value == "none" && p.Attribute("stroke-width")?.Value == "1");

    private static string Tip(XElement arrow) => arrow.Attribute("d")!.Value.Split('L')[1].Split(' ')[1];

    private static string Bottom(XElement svg) =>
        svg.Descendants("path").Single(p => p.Attribute("class")?.Value == "ax").Attribute("d")!.Value.Split('V')[1].Split('h')[0];
}
