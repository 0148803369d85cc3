using MathNet.Numerics.Distributions;

namespace GanBench.Statistics;

/// <summary>
/// Welch's t-test of two means with unequal variances (Welch 1947), degrees of freedom after Welch and Satterthwaite.
/// </summary>
/// <param name="Difference">Mean of the first sample minus mean of the second.</param>
/// <param name="Statistic">The difference over its standard error; infinite when neither sample varies but the means differ.</param>
/// <param name="DegreesOfFreedom">Degrees of freedom.</param>
/// <param name="PValue">Two-sided p-value.</param>
/// <param name="Low">Lower end of the difference's 95 % interval.</param>
/// <param name="High">Upper end of the difference's 95 % interval.</param>
public sealed record WelchTest(double Difference, double Statistic, double DegreesOfFreedom, double PValue, double Low, double High)
{
    /// <summary>Compares two samples; non-finite values are left out.</summary>
    /// <param name="first">One value per seed.</param>
    /// <param name="second">One value per seed of the other.</param>
    /// <returns>Null when a sample has fewer than two values: one seed tells nothing about spread.</returns>
    public static WelchTest? Compare(IEnumerable<double> first, IEnumerable<double> second)
    {
        var a = first.Where(double.IsFinite).ToArray();
        var b = second.Where(double.IsFinite).ToArray();
        if (a.Length < 2 || b.Length < 2)
            return null;
        var (meanA, varianceA) = SampleSummary.MeanAndVariance(a);
        var (meanB, varianceB) = SampleSummary.MeanAndVariance(b);
        var (errorA, errorB) = (varianceA / a.Length, varianceB / b.Length);
        var difference = meanA - meanB;
        var error = Math.Sqrt(errorA + errorB);
        if (error == 0)
        {
            // Deterministic values: the interval is the difference itself.
            return new WelchTest(difference, difference == 0 ? 0 : double.CopySign(double.PositiveInfinity, difference),
                a.Length + b.Length - 2, difference == 0 ? 1 : 0, difference, difference);
        }
        var degrees = (errorA + errorB) * (errorA + errorB)
            / ((errorA * errorA / (a.Length - 1)) + (errorB * errorB / (b.Length - 1)));
        var statistic = difference / error;
        var half = StudentT.InvCDF(0, 1, degrees, (1 + SampleSummary.Confidence) / 2) * error;
        var p = 2 * StudentT.CDF(0, 1, degrees, -Math.Abs(statistic));
        return new WelchTest(difference, statistic, degrees, p, difference - half, difference + half);
    }
}
