using MathNet.Numerics.Distributions;

namespace GanBench.Reporting.Building;

/// <summary>A mean over seeds with its 95 % confidence interval (Student's t); with one seed the interval is the value itself.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end of the interval.</param>
/// <param name="Count">Values it is the mean of.</param>
/// <param name="StandardDeviation">Their standard deviation (n − 1), or null for one value.</param>
internal sealed record Estimate(double Mean, double Low, double High, int Count, double? StandardDeviation)
{
    /// <summary>Half the width of the interval.</summary>
    public double HalfWidth => (High - Low) / 2;

    /// <summary>Estimates from values; null when none is finite.</summary>
    /// <param name="values">One value per seed.</param>
    public static Estimate? Of(IEnumerable<double> values)
    {
        var finite = values.Where(double.IsFinite).ToList();
        if (finite.Count == 0)
            return null;
        var mean = finite.Average();
        if (finite.Count == 1)
            return new Estimate(mean, mean, mean, 1, null);
        var deviation = Math.Sqrt(finite.Sum(v => (v - mean) * (v - mean)) / (finite.Count - 1));
        var half = StudentT.InvCDF(0, 1, finite.Count - 1, 0.975) * deviation / Math.Sqrt(finite.Count);
        return new Estimate(mean, mean - half, mean + half, finite.Count, deviation);
    }
}
