using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace GanBench.Statistics;

/// <summary>Spearman's rank correlation: how monotone the relation of two quantities is, whatever its form.</summary>
/// <param name="Coefficient">ρ in [−1, 1].</param>
/// <param name="PValue">Two-sided p-value by the t approximation with n − 2 degrees of freedom.</param>
/// <param name="Count">Pairs.</param>
public sealed record RankCorrelation(double Coefficient, double PValue, int Count)
{
    /// <summary>Correlates pairs; pairs with a non-finite value are left out, equal values share their mean rank.</summary>
    /// <param name="pairs">The pairs.</param>
    /// <returns>Null with fewer than three pairs, or when one quantity does not vary.</returns>
    public static RankCorrelation? Of(IEnumerable<(double X, double Y)> pairs)
    {
        var finite = pairs.Where(p => double.IsFinite(p.X) && double.IsFinite(p.Y)).ToArray();
        if (finite.Length < 3)
            return null;
        var x = finite.Select(p => p.X).Ranks();
        var y = finite.Select(p => p.Y).Ranks();
        var mean = (finite.Length + 1) / 2.0;
        double xy = 0, xx = 0, yy = 0;
        for (var i = 0; i < x.Length; i++)
        {
            xy += (x[i] - mean) * (y[i] - mean);
            xx += (x[i] - mean) * (x[i] - mean);
            yy += (y[i] - mean) * (y[i] - mean);
        }
        if (xx == 0 || yy == 0)
            return null;
        var rho = Math.Clamp(xy / Math.Sqrt(xx * yy), -1, 1);
        var degrees = finite.Length - 2;
        var p = Math.Abs(rho) == 1
            ? 0
            : 2 * StudentT.CDF(0, 1, degrees, -Math.Abs(rho) * Math.Sqrt(degrees / ((1 - rho) * (1 + rho))));
        return new RankCorrelation(rho, p, finite.Length);
    }
}
