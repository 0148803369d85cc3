using MathNet.Numerics.Distributions;

namespace GanBench.Statistics;

/// <summary>
/// The Mann–Kendall test of a trend (Mann 1945; Kendall 1975), which asks of every two values whether the later is the larger. Series of
/// the
/// same quantity are put together by adding up their statistics and variances (Hirsch, Slack and Smith 1982), so that several short ones
/// decide what none could alone.
/// </summary>
/// <param name="Statistic">Pairs that rise minus pairs that fall, over all series.</param>
/// <param name="PValue">
/// Two-sided p-value by the normal approximation, with correction for continuity and ties; 1 where nothing varies.
/// </param>
public sealed record TrendTest(double Statistic, double PValue)
{
    /// <summary>Tests several series together.</summary>
    /// <param name="series">The series; finite values in order.</param>
    public static TrendTest Of(IEnumerable<IReadOnlyList<double>> series)
    {
        double statistic = 0, variance = 0;
        foreach (var values in series)
        {
            for (var i = 0; i < values.Count; i++)
            {
                for (var j = i + 1; j < values.Count; j++)
                    statistic += Math.Sign(values[j] - values[i]);
            }
            variance += Pairs(values.Count) - values.GroupBy(v => v).Sum(ties => Pairs(ties.Count()));
        }
        // One step towards zero: the statistic moves in steps of two.
        var z = variance > 0 ? (statistic - Math.Sign(statistic)) / Math.Sqrt(variance) : 0;
        return new TrendTest(statistic, statistic == 0 ? 1 : 2 * Normal.CDF(0, 1, -Math.Abs(z)));

        static double Pairs(int n) => n * (n - 1.0) * ((2 * n) + 5) / 18;
    }

    /// <summary>
    /// The median of the slopes between all pairs (Theil 1950; Sen 1968), per place in the series; 0 for fewer than two values.
    /// </summary>
    /// <param name="values">Finite values in order.</param>
    public static double Slope(IReadOnlyList<double> values)
    {
        var slopes = new List<double>();
        for (var i = 0; i < values.Count; i++)
        {
            for (var j = i + 1; j < values.Count; j++)
                slopes.Add((values[j] - values[i]) / (j - i));
        }
        return slopes.Count == 0 ? 0 : MathNet.Numerics.Statistics.Statistics.Median(slopes);
    }
}
