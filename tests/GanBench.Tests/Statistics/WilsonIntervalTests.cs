using GanBench.Statistics;

namespace GanBench.Tests.Statistics;

public class WilsonIntervalTests
{
    private const double Square = 1.959963984540054 * 1.959963984540054;

    // The interval holds the p with (k/n − p)² = z² p (1 − p) / n (Wilson 1927), so both ends solve that equation.
    [Theory]
    [InlineData(15, 36)]
    [InlineData(1, 1000)]
    [InlineData(3, 7)]
    [InlineData(35, 36)]
    public void Of_Counts_EndsSolveTheDefiningEquation(int count, int total)
    {
        var interval = WilsonInterval.Of(count, total);

        Assert.True(interval.Low < (double)count / total && interval.High > (double)count / total);
        foreach (var p in new[] { interval.Low, interval.High })
            Assert.Equal(Math.Pow(((double)count / total) - p, 2), Square * p * (1 - p) / total, 1e-14);
    }

    // With p = 0 the equation is p (p (1 + z²/n) − z²/n) = 0, with p = 1 its mirror image; half of n lies around ½ by ½ √(z² / (n + z²)).
    [Fact]
    public void Of_NoneHalfOrAll_HasTheClosedForm()
    {
        var (none, half, all) = (WilsonInterval.Of(0, 36), WilsonInterval.Of(18, 36), WilsonInterval.Of(36, 36));

        Assert.Equal((0, 1), (none.Low, all.High));
        Assert.Equal(Square / (36 + Square), none.High, 1e-14);
        Assert.Equal(36 / (36 + Square), all.Low, 1e-14);
        Assert.Equal(0.5 - (0.5 * Math.Sqrt(Square / (36 + Square))), half.Low, 1e-14);
        Assert.Equal(1 - half.Low, half.High, 1e-14);
    }

    [Fact]
    public void Of_Nothing_IsEverything() => Assert.Equal(new WilsonInterval(0, 1), WilsonInterval.Of(0, 0));
}
