namespace GanBench.Statistics;

/// <summary>
/// Wilson's 95 % interval of a proportion: the values whose normal test does not reject what was counted. E. B. Wilson, Probable
/// inference, the law of succession, and statistical inference, JASA 22, 1927, equation 1; without continuity correction.
/// </summary>
/// <param name="Low">Lower end, in [0, 1].</param>
/// <param name="High">Upper end, in [0, 1].</param>
public readonly record struct WilsonInterval(double Low, double High)
{
    // Φ⁻¹(0.975).
    private const double Z = 1.959963984540054;

    /// <summary>The interval; 0 to 1 of no trials.</summary>
    /// <param name="count">Successes.</param>
    /// <param name="total">Trials.</param>
    public static WilsonInterval Of(int count, int total)
    {
        if (total == 0)
            return new WilsonInterval(0, 1);
        double n = total, p = count / n;
        var centre = p + (Z * Z / (2 * n));
        var half = Z * Math.Sqrt((p * (1 - p) / n) + (Z * Z / (4 * n * n)));
        var scale = 1 + (Z * Z / n);
        // Rounding must not leave [0, 1] where nothing or everything was counted.
        return new WilsonInterval(Math.Max(0, (centre - half) / scale), Math.Min(1, (centre + half) / scale));
    }
}
