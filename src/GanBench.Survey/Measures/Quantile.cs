using MathNet.Numerics.Statistics;

namespace GanBench.Survey.Measures;

/// <summary>Sample quantiles with linear interpolation between order statistics (type 7 of Hyndman and Fan 1996); NaN of nothing.</summary>
internal static class Quantile
{
    /// <summary>The quantile.</summary>
    /// <param name="values">In any order.</param>
    /// <param name="p">In [0, 1].</param>
    public static double Of(IEnumerable<double> values, double p) => values.QuantileCustom(p, QuantileDefinition.R7);

    /// <summary>The median.</summary>
    public static double Median(IEnumerable<double> values) => Of(values, 0.5);
}
