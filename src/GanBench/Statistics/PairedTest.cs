using MathNet.Numerics.Distributions;

namespace GanBench.Statistics;

/// <summary>Student's t-test of whether the mean of differences is zero.</summary>
public static class PairedTest
{
    /// <summary>Two-sided p-value; without spread it is 1 for no difference and 0 for one.</summary>
    /// <param name="differences">One per pair.</param>
    /// <returns>Null for fewer than two pairs.</returns>
    public static double? PValue(IReadOnlyCollection<double> differences)
    {
        if (SampleSummary.Of(differences) is not { StandardDeviation: { } deviation } summary)
            return null;
        if (deviation == 0)
            return summary.Mean == 0 ? 1 : 0;
        return 2 * StudentT.CDF(0, 1, summary.Count - 1, -Math.Abs(summary.Mean) / (deviation / Math.Sqrt(summary.Count)));
    }
}
