using System.Text.Json.Serialization;
using GanBench.Statistics;

namespace GanBench.Suites.Results;

/// <summary>A share of judgements of people that were wrong, with Wilson's 95 % interval. Each judgement counts as one trial.</summary>
/// <param name="Errors">Judgements that were wrong.</param>
/// <param name="Shown">Judgements: images shown, or questions answered.</param>
public readonly record struct ErrorRate(int Errors, int Shown)
{
    /// <summary>Errors / shown in [0, 1]; NaN when nothing was shown.</summary>
    [JsonIgnore]
    public double Value => Shown == 0 ? double.NaN : (double)Errors / Shown;

    /// <summary>Lower end of <see cref="WilsonInterval"/>; 0 when nothing was shown.</summary>
    public double Low => WilsonInterval.Of(Errors, Shown).Low;

    /// <summary>Upper end of <see cref="WilsonInterval"/>; 1 when nothing was shown.</summary>
    public double High => WilsonInterval.Of(Errors, Shown).High;

    /// <summary>Both taken together.</summary>
    public static ErrorRate operator +(ErrorRate a, ErrorRate b) => new(a.Errors + b.Errors, a.Shown + b.Shown);
}
