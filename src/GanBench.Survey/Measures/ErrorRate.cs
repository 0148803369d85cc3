namespace GanBench.Survey.Measures;

/// <summary>A share of images judged wrongly.</summary>
/// <param name="Errors">Images judged wrongly.</param>
/// <param name="Shown">Images judged.</param>
public readonly record struct ErrorRate(int Errors, int Shown)
{
    private const double Z = 1.959963984540054;

    /// <summary>Errors / shown in [0, 1]; NaN when nothing was shown.</summary>
    public double Value => Shown == 0 ? double.NaN : (double)Errors / Shown;

    /// <summary>Lower end of Wilson's 95 % interval (Wilson 1927, without continuity correction); 0 when nothing was shown.</summary>
    public double Low => Shown == 0 ? 0 : Math.Max(0, Centre - Half);

    /// <summary>Upper end of Wilson's 95 % interval; 1 when nothing was shown.</summary>
    public double High => Shown == 0 ? 1 : Math.Min(1, Centre + Half);

    private double Scale => 1 + (Z * Z / Shown);

    private double Centre => (Value + (Z * Z / (2 * Shown))) / Scale;

    private double Half => Z * Math.Sqrt((Value * (1 - Value) / Shown) + (Z * Z / (4.0 * Shown * Shown))) / Scale;

    /// <summary>Both taken together.</summary>
    public static ErrorRate operator +(ErrorRate a, ErrorRate b) => new(a.Errors + b.Errors, a.Shown + b.Shown);
}

/// <summary>A human error rate that a study printed.</summary>
/// <param name="Architecture">Name of the architecture.</param>
/// <param name="Dataset">Name of the dataset.</param>
/// <param name="Percent">The rate in percent.</param>
/// <param name="Source">Where it is printed.</param>
public sealed record PublishedRate(string Architecture, string Dataset, double Percent, string Source);
