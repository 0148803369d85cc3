using GanBench.Random;

namespace GanBench.Tests.Random;

public class NormalQuantileTests
{
    // scipy.stats.norm.ppf of SciPy 1.10.1.
    [Theory]
    [InlineData(1.1641532182693481e-10, -6.3379577545537895)]
    [InlineData(1e-06, -4.753424308822899)]
    [InlineData(0.01, -2.3263478740408408)]
    [InlineData(0.05, -1.6448536269514729)]
    [InlineData(0.25, -0.6744897501960817)]
    [InlineData(0.5, 0.0)]
    [InlineData(0.6, 0.2533471031357997)]
    [InlineData(0.925, 1.4395314709384563)]
    [InlineData(0.9999, 3.719016485455709)]
    [InlineData(0.9999999998835847, 6.3379577545537895)]
    public void At_Probability_EqualsSciPy(double probability, double expected) =>
        Assert.Equal(expected, NormalQuantile.At(probability), 1e-9);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void At_OutsideTheOpenInterval_Throws(double probability) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => NormalQuantile.At(probability));
}
