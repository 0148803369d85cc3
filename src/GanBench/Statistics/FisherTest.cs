using MathNet.Numerics.Distributions;

namespace GanBench.Statistics;

/// <summary>
/// Fisher's exact test of two proportions: R. A. Fisher, The logic of inductive inference, JRSS 98, 1935. Two-sided: the tables with the
/// same margins that are no more likely than the one that was counted.
/// </summary>
public static class FisherTest
{
    // Tables that are equally likely come out of different products: rounding must not drop one (as in R and SciPy).
    private const double Tolerance = 1e-7;

    /// <summary>Two-sided p-value of "both proportions are equal"; 1 when one has no trials.</summary>
    /// <param name="firstCount">Successes of the first.</param>
    /// <param name="firstTotal">Trials of the first.</param>
    /// <param name="secondCount">Successes of the second.</param>
    /// <param name="secondTotal">Trials of the second.</param>
    public static double PValue(int firstCount, int firstTotal, int secondCount, int secondTotal)
    {
        var successes = firstCount + secondCount;
        var tables = new Hypergeometric(firstTotal + secondTotal, successes, firstTotal);
        var limit = tables.ProbabilityLn(firstCount) + Math.Log(1 + Tolerance);
        var possible = Enumerable.Range(tables.Minimum, tables.Maximum - tables.Minimum + 1);
        return Math.Min(1, possible.Select(tables.ProbabilityLn).Where(p => p <= limit).Sum(Math.Exp));
    }
}
