using MathNet.Numerics.Distributions;

namespace GanBench.Statistics;

/// <summary>The Kolmogorov–Smirnov distance: the largest difference of two distribution functions.</summary>
public static class KolmogorovSmirnov
{
    /// <summary>Distance of a sample's empirical distribution to N(0, 1), in [0, 1].</summary>
    /// <param name="values">The sample.</param>
    /// <returns>NaN when the sample is empty or a value is NaN.</returns>
    public static double DistanceToNormal(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        if (sorted.Length == 0 || double.IsNaN(sorted[0]))
            return double.NaN;
        var distance = 0.0;
        for (var i = 0; i < sorted.Length; i++)
        {
            var expected = Normal.CDF(0, 1, sorted[i]);
            distance = Math.Max(distance, Math.Max(((i + 1.0) / sorted.Length) - expected, expected - ((double)i / sorted.Length)));
        }
        return distance;
    }
}
