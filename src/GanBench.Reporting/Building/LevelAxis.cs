using GanBench.Reporting.Charts;

namespace GanBench.Reporting.Building;

/// <summary>
/// The vertical axis of curves that may explode, and the levels that belong on it. A few early or exploding values must not flatten
/// everything else, and neither must a level that the curves do not come near.
/// </summary>
internal sealed class LevelAxis
{
    // A level further from the curves than this share of their range is left out.
    private const double Near = 1.0 / 3;

    private readonly (double Min, double Max)? _limits;

    /// <summary>Fits an axis.</summary>
    /// <param name="points">The curves.</param>
    /// <param name="bounds">Its ends, where they are given.</param>
    /// <param name="references">Lines that are drawn wherever they are, and fit where all else does.</param>
    /// <param name="levels">All levels that the curves could be read against.</param>
    public LevelAxis(
        IReadOnlyList<SeriesPoints> points, (double Min, double Max)? bounds, IReadOnlyList<ReferenceLine> references,
        IReadOnlyList<(ReferenceLine Line, bool IsBound)> levels)
    {
        _limits = bounds ?? Limits(points);
        var (min, max) = _limits ?? (points.SelectMany(p => p.Lows).Min(), points.SelectMany(p => p.Highs).Max());
        var room = (max - min) * Near;
        Levels = [.. levels.Where(l => l.IsBound || (l.Line.Value >= min - room && l.Line.Value <= max + room)).Select(l => l.Line)];
        if (_limits is null || bounds is not null || Levels.Count == 0)
            return;
        // A little more than the highest line, whose label stands above it.
        var lines = Levels.Concat(references).Select(l => l.Value).ToList();
        _limits = (Math.Min(min, lines.Min()), Math.Max(max, lines.Max() + (0.1 * (max - min))));
    }

    /// <summary>The bounds, and the levels that the curves come near.</summary>
    public IReadOnlyList<ReferenceLine> Levels { get; }

    /// <summary>The axis.</summary>
    /// <param name="label">Quantity and unit.</param>
    public ChartAxis Of(string label) => new(label) { Min = _limits?.Min, Max = _limits?.Max };

    // The axis ends near the 1st and 99th percentile when the extremes lie far outside them; otherwise it fits all.
    private static (double Min, double Max)? Limits(IReadOnlyList<SeriesPoints> points)
    {
        var lows = points.SelectMany(p => p.Lows).Order().ToList();
        var highs = points.SelectMany(p => p.Highs).Order().ToList();
        var (low, high) = (lows[lows.Count / 100], highs[highs.Count - 1 - (highs.Count / 100)]);
        var room = Math.Max((high - low) * 0.1, 1e-9);
        return lows[0] >= low - (high - low) && highs[^1] <= high + (high - low) ? null : (low - room, high + room);
    }
}
