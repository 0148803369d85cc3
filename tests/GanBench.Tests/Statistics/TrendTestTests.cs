using GanBench.Statistics;

namespace GanBench.Tests.Statistics;

public class TrendTestTests
{
    // S = 13 of 15 pairs, variance 6·5·17/18 = 85/3, z = 12/√(85/3) = 2.2544: 2·Φ(−2.2544) = 0.02417.
    [Fact]
    public void Of_OneSeries_IsTheClosedForm()
    {
        var test = TrendTest.Of([[1, 2, 4, 3, 5, 6]]);

        Assert.Equal(13, test.Statistic);
        Assert.Equal(0.0241711, test.PValue, 6);
    }

    // Ties: variance (5·4·15 − 2·1·9 − 3·2·11)/18 = 12, S = 6 of the unequal pairs, z = 5/√12 = 1.4434, p = 0.14891.
    [Fact]
    public void Of_Ties_LessensTheVariance()
    {
        var test = TrendTest.Of([[1, 1, 2, 2, 2]]);

        Assert.Equal(6, test.Statistic);
        Assert.Equal(0.148915, test.PValue, 6);
    }

    // Three series of four: S = 18, variance 26, z = 17/√26 = 3.33397, p = 0.00085614.
    [Fact]
    public void Of_SeveralSeries_AddsThemUp() => Assert.Equal(0.000856, TrendTest.Of([[1, 2, 3, 4], [2, 4, 6, 8], [1, 5, 6, 7]]).PValue, 6);

    [Theory]
    [InlineData()]
    [InlineData(1.0)]
    [InlineData(2.0, 2.0, 2.0)]
    public void Of_NothingThatVaries_ShowsNothing(params double[] values) => Assert.Equal(1, TrendTest.Of([values]).PValue);

    // The median of the slopes of all pairs is not moved by one wild value.
    [Fact]
    public void Slope_WithAnOutlier_IsTheMedianOfPairs() => Assert.Equal(1, TrendTest.Slope([1, 2, 3, 100, 5]));
}
