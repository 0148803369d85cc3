using MathNet.Numerics.Statistics;

namespace GanBench.Statistics;

/// <summary>
/// One-sided permutation test of Spearman's rank correlation, to both sides: how many of all orders of the second quantity agree with the
/// first at least as well, or as badly. Exact up to <see cref="MostExact"/> pairs, ties included; the t approximation of
/// <see cref="RankCorrelation"/> beyond, which is worthless for few pairs.
/// </summary>
/// <param name="Coefficient">ρ in [−1, 1].</param>
/// <param name="Agreeing">p-value of "no relation" against ρ &gt; 0: at best 1/n! without ties, which is 1/24 for four pairs.</param>
/// <param name="Disagreeing">p-value of "no relation" against ρ &lt; 0.</param>
public sealed record RankAgreement(double Coefficient, double Agreeing, double Disagreeing)
{
    /// <summary>Pairs up to which all orders are counted: 8! = 40,320.</summary>
    public const int MostExact = 8;

    /// <summary>Tests pairs; pairs with a non-finite value are left out, equal values share their mean rank.</summary>
    /// <param name="pairs">The pairs.</param>
    /// <returns>Null with fewer than three pairs, or when one quantity does not vary.</returns>
    public static RankAgreement? Of(IEnumerable<(double X, double Y)> pairs)
    {
        var finite = pairs.Where(p => double.IsFinite(p.X) && double.IsFinite(p.Y)).ToArray();
        if (RankCorrelation.Of(finite) is not { } correlation)
            return null;
        if (finite.Length > MostExact)
        {
            var half = correlation.PValue / 2;
            return correlation.Coefficient > 0
                ? new RankAgreement(correlation.Coefficient, half, 1 - half) : new RankAgreement(correlation.Coefficient, 1 - half, half);
        }
        // Twice the mean ranks are whole numbers, so that equal correlations are equal sums. ρ ascends with the sum of products.
        long[] x = [.. finite.Select(p => p.X).Ranks().Select(rank => (long)(2 * rank))];
        long[] y = [.. finite.Select(p => p.Y).Ranks().Select(rank => (long)(2 * rank))];
        var found = x.Zip(y).Sum(p => p.First * p.Second);
        List<long> sums = [];
        Permute(x, y, 0, 0, sums);
        return new RankAgreement(
            correlation.Coefficient, sums.Count(s => s >= found) / (double)sums.Count, sums.Count(s => s <= found) / (double)sums.Count);
    }

    // Sums of products of x with every order of y from an index on.
    private static void Permute(long[] x, long[] y, int index, long sum, List<long> sums)
    {
        if (index == x.Length)
            sums.Add(sum);
        for (var i = index; i < y.Length; i++)
        {
            (y[index], y[i]) = (y[i], y[index]);
            Permute(x, y, index + 1, sum + (x[index] * y[index]), sums);
            (y[index], y[i]) = (y[i], y[index]);
        }
    }
}
