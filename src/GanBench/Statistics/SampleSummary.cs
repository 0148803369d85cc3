using MathNet.Numerics.Distributions;

namespace GanBench.Statistics;

/// <summary>Mean and spread of one value per seed, with the 95 % confidence interval of the mean (Student's t).</summary>
/// <param name="Count">Finite values.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="StandardDeviation">Their standard deviation (n − 1); null for one value.</param>
/// <param name="Low">Lower end of the interval; null for one value.</param>
/// <param name="High">Upper end of the interval; null for one value.</param>
public sealed record SampleSummary(int Count, double Mean, double? StandardDeviation, double? Low, double? High)
{
    /// <summary>Confidence of all intervals.</summary>
    public const double Confidence = 0.95;

    /// <summary>Summarises values; NaN and infinite ones are left out.</summary>
    /// <param name="values">One value per seed.</param>
    /// <returns>Null when no value is finite.</returns>
    public static SampleSummary? Of(IEnumerable<double> values)
    {
        var finite = values.Where(double.IsFinite).ToArray();
        if (finite.Length == 0)
            return null;
        var (mean, variance) = MeanAndVariance(finite);
        if (finite.Length == 1)
            return new SampleSummary(1, mean, null, null, null);
        var half = StudentT.InvCDF(0, 1, finite.Length - 1, (1 + Confidence) / 2) * Math.Sqrt(variance / finite.Length);
        return new SampleSummary(finite.Length, mean, Math.Sqrt(variance), mean - half, mean + half);
    }

    /// <summary>Mean and unbiased variance (0 for one value) of finite values.</summary>
    internal static (double Mean, double Variance) MeanAndVariance(IReadOnlyCollection<double> values)
    {
        var mean = values.Average();
        return (mean, values.Count < 2 ? 0 : values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1));
    }
}
