using GanBench.Statistics;

namespace GanBench.Survey.Measures;

/// <summary>A share of images judged wrongly.</summary>
/// <param name="Errors">Images judged wrongly.</param>
/// <param name="Shown">Images judged.</param>
public readonly record struct ErrorRate(int Errors, int Shown)
{
    /// <summary>Errors / shown in [0, 1]; NaN when nothing was shown.</summary>
    public double Value => Shown == 0 ? double.NaN : (double)Errors / Shown;

    /// <summary>Lower end of <see cref="WilsonInterval"/>; 0 when nothing was shown.</summary>
    public double Low => WilsonInterval.Of(Errors, Shown).Low;

    /// <summary>Upper end of <see cref="WilsonInterval"/>; 1 when nothing was shown.</summary>
    public double High => WilsonInterval.Of(Errors, Shown).High;

    /// <summary>Both taken together.</summary>
    public static ErrorRate operator +(ErrorRate a, ErrorRate b) => new(a.Errors + b.Errors, a.Shown + b.Shown);
}

/// <summary>A human error rate that a study printed.</summary>
/// <param name="Architecture">Name of the architecture.</param>
/// <param name="Dataset">Name of the dataset.</param>
/// <param name="Percent">The rate in percent.</param>
/// <param name="Source">Where it is printed.</param>
public sealed record PublishedRate(string Architecture, string Dataset, double Percent, string Source);
