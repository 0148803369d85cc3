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
    public static WelchTest? Compare(IEnumerable<double> first, IEnumerable<double> second) =>
        SampleSummary.Of(first) is { } a && SampleSummary.Of(second) is { } b ? Compare(a, b) : null;

    /// <summary>Compares two samples by their summaries.</summary>
    /// <param name="first">One sample.</param>
    /// <param name="second">The other.</param>
    /// <returns>Null when a sample has fewer than two values: one seed tells nothing about spread.</returns>
    public static WelchTest? Compare(SampleSummary first, SampleSummary second)
    {
        if (first.StandardDeviation is not { } deviationA || second.StandardDeviation is not { } deviationB)
            return null;
        var (errorA, errorB) = (deviationA * deviationA / first.Count, deviationB * deviationB / second.Count);
        var difference = first.Mean - second.Mean;
        var error = Math.Sqrt(errorA + errorB);
        if (error == 0)
        {
            // Deterministic values: the interval is the difference itself.
            return new WelchTest(difference, difference == 0 ? 0 : double.CopySign(double.PositiveInfinity, difference),
                first.Count + second.Count - 2, difference == 0 ? 1 : 0, difference, difference);
        }
        var degrees = (errorA + errorB) * (errorA + errorB)
            / ((errorA * errorA / (first.Count - 1)) + (errorB * errorB / (second.Count - 1)));
        var statistic = difference / error;
        var half = StudentT.InvCDF(0, 1, degrees, (1 + SampleSummary.Confidence) / 2) * error;
        var p = 2 * StudentT.CDF(0, 1, degrees, -Math.Abs(statistic));
        return new WelchTest(difference, statistic, degrees, p, difference - half, difference + half);
    }
}
