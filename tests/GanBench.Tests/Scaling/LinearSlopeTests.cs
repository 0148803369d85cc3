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

        Assert.Equal((1.97714286, 1.86665313, 2.08763259), Rounded(slope));
    }

    // SciPy 1.10.1: slope 0.4642857143, standard error 0.1081303698; residuals' correlation with their neighbours Σrᵢrᵢ₊₁ / Σrᵢ² =
    // 0.2386363636, √((1 + r) / (1 − r)) = 1.2754864451, t.ppf(0.975, 6) of the product on each side.
    [Fact]
    public void Of_LikeNeighbours_IsWider()
    {
        var slope = LinearSlope.Of([0, 1, 2, 3, 4, 5, 6, 7], [0, 1.5, 2.5, 3, 3, 2.5, 3, 4.5]);

        Assert.Equal((0.46428571, 0.12681052, 0.80176091), Rounded(slope));
    }

    [Fact]
    public void Of_AFlatSeries_IsZeroAndCertain() => Assert.Equal((0, 0, 0), Rounded(LinearSlope.Of([1, 2, 3, 4], [5, 5, 5, 5])));

    private static (double, double, double) Rounded(LinearSlope slope) =>
        (Math.Round(slope.Value, 8), Math.Round(slope.Low, 8), Math.Round(slope.High, 8));
}
