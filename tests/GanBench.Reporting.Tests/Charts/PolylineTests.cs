using System.Text;
using GanBench.Reporting.Charts;

namespace GanBench.Reporting.Tests.Charts;

public class PolylineTests
{
    [Fact]
    public void Append_PointsOfAStraightLine_KeepsItsEnds()
    {
        var path = new StringBuilder();

        Polyline.Append(path, 'M', [(0, 0), (1, .5), (2, 1.1), (10, 5)]);

        Assert.Equal("M0 0L10 5", path.ToString());
    }

    [Fact]
    public void Append_NoOrOnePoint_IsThatMany()
    {
        var path = new StringBuilder();

        Polyline.Append(path, 'M', []);
        Polyline.Append(path, 'L', [(3, 4)]);

        Assert.Equal("L3 4", path.ToString());
    }

    [Fact]
    public void Thin_ASpikeOnAFlatLine_KeepsIt() =>
        Assert.Equal([(0, 0), (4, 0), (5, 3), (6, 0), (9, 0)],
            Polyline.Thin([.. Enumerable.Range(0, 10).Select(i => ((double)i, i == 5 ? 3.0 : 0))]));

    // A line that comes back to where it began has no direction to be measured from.
    [Fact]
    public void Thin_AClosedLine_KeepsItsCorners() =>
        Assert.Equal([(0, 0), (4, 0), (4, 4), (0, 0)], Polyline.Thin([(0, 0), (2, 0), (4, 0), (4, 2), (4, 4), (2, 2), (0, 0)]));

    [Fact]
    public void Thin_ANoisyCurve_StaysWithinAQuarterPixel()
    {
        var random = new System.Random(1);
        (double X, double Y)[] points =
            [.. Enumerable.Range(0, 500).Select(i => (i * .6, 50 + (30 * Math.Sin(i / 40.0)) + (random.NextDouble() * .4)))];

        (double X, double Y)[] kept = [.. Polyline.Thin(points)];

        Assert.InRange(kept.Length, 10, 250);
        foreach (var (x, y) in points)
        {
            var next = Array.FindIndex(kept, 1, k => k.X >= x);
            var (a, b) = (kept[next - 1], kept[next]);
            Assert.InRange(Math.Abs(y - (a.Y + ((b.Y - a.Y) * (x - a.X) / (b.X - a.X)))), 0, .32);
        }
    }
}
