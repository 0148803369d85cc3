using GanBench.Scaling;

namespace GanBench.Tests.Scaling;

public class LinearSlopeTests
{
    // SciPy 1.10.1: linregress of these has slope 1.9771428571, standard error 0.0397953951; t.ppf(0.975, 4) of them on each side.
    // Neighbouring residuals are unlike (correlation −0.88), so nothing is widened.
    [Fact]
    public void Of_UnlikeNeighbours_IsTheOrdinaryInterval()
    {
        var slope = LinearSlope.Of([1, 2, 3, 4, 5, 6], [2.1, 3.9, 6.2, 7.8, 10.1, 11.9]);

        Assert.Equal((1.9771428571, 1.8666531273, 2.0876325870), Rounded(slope));
    }

    // SciPy 1.10.1: slope 0.4642857143, standard error 0.1081303698; residuals' correlation with their neighbours Σrᵢrᵢ₊₁ / Σrᵢ² =
    // 0.2386363636, √((1 + r) / (1 − r)) = 1.2754864451, t.ppf(0.975, 6) of the product on each side.
    [Fact]
    public void Of_LikeNeighbours_IsWider()
    {
        var slope = LinearSlope.Of([0, 1, 2, 3, 4, 5, 6, 7], [0, 1.5, 2.5, 3, 3, 2.5, 3, 4.5]);

        Assert.Equal((0.4642857143, 0.1268105171, 0.8017609115), Rounded(slope));
    }

    [Fact]
    public void Of_AFlatSeries_IsZeroAndCertain() => Assert.Equal((0, 0, 0), Rounded(LinearSlope.Of([1, 2, 3, 4], [5, 5, 5, 5])));

    private static (double, double, double) Rounded(LinearSlope slope) =>
        (Math.Round(slope.Value, 10), Math.Round(slope.Low, 10), Math.Round(slope.High, 10));
}
