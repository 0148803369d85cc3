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

    /// <summary>
    /// The same with an interval that ends at the bounds of what is measured: a mean of shares lies in [0, 1] whatever Student's t says.
    /// </summary>
    /// <param name="low">Smallest possible value; null for none.</param>
    /// <param name="high">Largest possible value; null for none.</param>
    public SampleSummary Within(double? low, double? high) => this with
    {
        Low = Low is { } l && low is { } least ? Math.Max(l, Math.Min(least, Mean)) : Low,
        High = High is { } h && high is { } most ? Math.Min(h, Math.Max(most, Mean)) : High,
    };

    /// <summary>Summarises values; NaN and infinite ones are left out.</summary>
    /// <param name="values">One value per seed.</param>
    /// <returns>Null when no value is finite.</returns>
    public static SampleSummary? Of(IEnumerable<double> values)
    {
        var finite = values.Where(double.IsFinite).ToArray();
        if (finite.Length == 0)
            return null;
        var mean = finite.Average();
        if (finite.Length == 1)
            return new SampleSummary(1, mean, null, null, null);
        var deviation = Math.Sqrt(finite.Sum(v => (v - mean) * (v - mean)) / (finite.Length - 1));
        var half = StudentT.InvCDF(0, 1, finite.Length - 1, (1 + Confidence) / 2) * deviation / Math.Sqrt(finite.Length);
        return new SampleSummary(finite.Length, mean, deviation, mean - half, mean + half);
    }
}
