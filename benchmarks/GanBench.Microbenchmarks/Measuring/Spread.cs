using MathNet.Numerics.Statistics;

namespace GanBench.Microbenchmarks.Measuring;

/// <summary>The middle and the ends of some measurements: a shared machine has outliers on one side, so no mean.</summary>
/// <param name="Median">The median.</param>
/// <param name="Min">The smallest.</param>
/// <param name="Max">The largest.</param>
internal sealed record Spread(double Median, double Min, double Max)
{
    /// <summary>The spread of some numbers.</summary>
    /// <param name="values">At least one.</param>
    public static Spread Of(IReadOnlyCollection<double> values) => new(values.Median(), values.Min(), values.Max());

    /// <summary>
    /// The spread of the ratios of pairs. The two of a pair ran one after the other, so what slowed the machine slowed both; the ratio of
    /// two medians would mix rounds.
    /// </summary>
    /// <param name="unit">What the numbers are.</param>
    /// <param name="ours">Ours, round by round.</param>
    /// <param name="peer">The peer's, as many.</param>
    public static Spread OfPairs(Unit unit, IReadOnlyList<double> ours, IReadOnlyList<double> peer) =>
        ours.Count == peer.Count
            ? Of([.. ours.Zip(peer, unit.TimeRatio)])
            : throw new ArgumentException($"There are {ours.Count} numbers of ours and {peer.Count} of the peer's.");
}
