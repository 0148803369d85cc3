using MathNet.Numerics.Distributions;

namespace GanBench.Statistics;

/// <summary>One-sided t-test of whether a mean has increased, from summaries alone.</summary>
public static class IncreaseTest
{
    /// <summary>
    /// p-value of "the second mean is larger": Welch's test where both samples have a spread, and Student's with the one known spread
    /// where the other has a single value. When nothing varies, 0.5 for equal means, else 0 or 1.
    /// </summary>
    /// <param name="before">The first sample.</param>
    /// <param name="after">The second.</param>
    /// <returns>Null when both have a single value: that tells nothing about chance.</returns>
    public static double? PValue(SampleSummary before, SampleSummary after)
    {
        if (WelchTest.Compare(after, before) is { } welch)
            return welch.Statistic > 0 ? welch.PValue / 2 : 1 - (welch.PValue / 2);
        var (deviation, count) = (before.StandardDeviation ?? after.StandardDeviation, Math.Max(before.Count, after.Count));
        if (deviation is not { } spread)
            return null;
        var difference = after.Mean - before.Mean;
        if (spread == 0)
            return difference == 0 ? 0.5 : difference > 0 ? 0 : 1;
        // The pooled variance of Student's test is that of the sample that has one.
        return StudentT.CDF(0, 1, count - 1, -difference / (spread * Math.Sqrt(1 + (1.0 / count))));
    }
}
