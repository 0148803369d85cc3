namespace GanBench.Survey.Measures;

/// <summary>Sample quantiles with linear interpolation between order statistics (type 7 of Hyndman and Fan 1996).</summary>
internal static class Quantile
{
    /// <summary>The quantile; NaN of nothing.</summary>
    /// <param name="values">In any order.</param>
    /// <param name="p">In [0, 1].</param>
    public static double Of(IEnumerable<double> values, double p)
    {
        var sorted = values.Order().ToArray();
        if (sorted.Length == 0)
            return double.NaN;
        var position = p * (sorted.Length - 1);
        var below = (int)position;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((position - below) * (sorted[above] - sorted[below]));
    }

    /// <summary>The median; NaN of nothing.</summary>
    public static double Median(IEnumerable<double> values) => Of(values, 0.5);
}
