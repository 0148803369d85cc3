using System.Text;
using GanBench.Reporting.Charts;

namespace GanBench.Reporting.Tests.Charts;

public class PolylineTests
{
    [Fact]
    public void Append_PointsOfAStraightLine_KeepsItsEnds()
    {
        var path = new StringBuilder();

        Polyline.Append(path, 'M', [(0, 0), (1, .5), (2, 1.1), (3, 1.5)]);

        Assert.Equal("M0 0L3 1.5", path.ToString());
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
        Assert.Equal([(0, 0), (2, 0), (2.5, 3), (3, 0), (4.5, 0)],
            Polyline.Thin([.. Enumerable.Range(0, 10).Select(i => (i / 2.0, i == 5 ? 3.0 : 0))]));

    // A line that comes back to where it began has no direction to be measured from.
    [Fact]
    public void Thin_AClosedLine_KeepsItsCorners() =>
        Assert.Equal([(0, 0), (2, 0), (2, 2), (0, 0)], Polyline.Thin([(0, 0), (1, 0), (2, 0), (2, 1), (2, 2), (1, 1), (0, 0)]));

    // The page tells the values of points: those of few measurements are all told, and of many there is one wherever a pointer is.
    [Fact]
    public void Thin_AStraightLine_HasAPointNearEveryPointer()
    {
        (double, double)[] few = [(0, 0), (50, 0), (100, 0)];
        Assert.Equal(few, Polyline.Thin(few));

        var many = Polyline.Thin([.. Enumerable.Range(0, 301).Select(i => (i / 2.0, 7.0))]).ToList();

        Assert.InRange(many.Count, 51, 151);
        Assert.All(many.Zip(many.Skip(1)), pair => Assert.InRange(pair.Second.X - pair.First.X, .5, 3));
    }

    [Fact]
    public void Thin_ANoisyCurve_StaysWithinHalfAPixelUpAndDown()
    {
        var random = new System.Random(1);
        (double X, double Y)[] points =
            [.. Enumerable.Range(0, 500).Select(i => (i * .6, 50 + (30 * Math.Sin(i / 40.0)) + (random.NextDouble() * .4)))];

        (double X, double Y)[] kept = [.. Polyline.Thin(points)];

        Assert.InRange(kept.Length, 100, 300);
        foreach (var (x, y) in points)
        {
            var next = Array.FindIndex(kept, 1, k => k.X >= x);
            var (a, b) = (kept[next - 1], kept[next]);
            Assert.InRange(Math.Abs(y - (a.Y + ((b.Y - a.Y) * (x - a.X) / (b.X - a.X)))), 0, .5);
        }
    }
}
