using System.Globalization;
using System.Text;

namespace GanBench.Reporting.Charts;

/// <summary>
/// Draws intervals along one axis. What reaches beyond the axis (an end that is not positive has no place on a logarithmic one) is cut off
/// there and ends in an arrow, so that the least certain value never looks like the most certain.
/// </summary>
/// <param name="svg">Where to.</param>
/// <param name="scale">The value axis.</param>
/// <param name="place">Position in the drawing of a share of the axis.</param>
/// <param name="upright">Whether the value axis is the vertical one.</param>
internal sealed class Whiskers(StringBuilder svg, Scale scale, Func<double, double> place, bool upright)
{
    private const double Cap = 3;

    /// <summary>Draws one.</summary>
    /// <param name="across">Position along the other axis.</param>
    /// <param name="low">Lower end.</param>
    /// <param name="high">Upper end.</param>
    /// <param name="color">Its colour.</param>
    public void Draw(double across, double low, double high, string color)
    {
        if (!(high > low) || !double.IsFinite(across))
            return;
        var (from, to) = (scale.Clip(low), scale.Clip(high));
        var (a, b) = (place(from.Share), place(to.Share));
        // One that lies beyond the axis as a whole is an arrow alone.
        if (Math.Abs(a - b) <= 0.5 && from.Beyond == 0 && to.Beyond == 0)
            return;
        svg.Append(CultureInfo.InvariantCulture, $"<path d=\"{Line(across, a, b)}");
        if (from.Beyond == 0)
            svg.Append(Across(across, a));
        if (to.Beyond == 0)
            svg.Append(Across(across, b));
        svg.Append(CultureInfo.InvariantCulture, $"\" stroke=\"{color}\" stroke-width=\"1\" fill=\"none\"/>");
        foreach (var beyond in new[] { from.Beyond, to.Beyond }.Where(side => side != 0).Distinct())
            Arrow(across, beyond, color);
    }

    /// <summary>Marks with arrows where a band reaches beyond the axis, one for neighbours.</summary>
    /// <param name="across">Positions along the other axis, ascending.</param>
    /// <param name="low">Its lower edge.</param>
    /// <param name="high">Its upper edge.</param>
    /// <param name="color">Its colour.</param>
    public void Beyond(IReadOnlyList<double> across, IReadOnlyList<double> low, IReadOnlyList<double> high, string color)
    {
        const double apart = 40;
        foreach (var (edge, side) in new[] { (low, -1), (high, 1) })
        {
            var last = double.NegativeInfinity;
            for (var i = 0; i < across.Count; i++)
            {
                if (scale.Clip(edge[i]).Beyond != side || !double.IsFinite(across[i]) || across[i] < last + apart)
                    continue;
                Arrow(across[i], side, color);
                last = across[i];
            }
        }
    }

    private void Arrow(double across, int beyond, string color)
    {
        var tip = place(beyond < 0 ? 0 : 1);
        var foot = tip + (5 * Math.Sign(place(0.5) - tip));
        svg.Append(CultureInfo.InvariantCulture,
            $"<path class=\"beyond\" d=\"M{Point(across - Cap, foot)}L{Point(across, tip)}L{Point(across + Cap, foot)}Z\" "
            + $"fill=\"{color}\"/>");
    }

    private string Line(double across, double a, double b) => $"M{Point(across, a)}L{Point(across, b)}";

    private string Across(double across, double at) => $"M{Point(across - Cap, at)}L{Point(across + Cap, at)}";

    private string Point(double across, double along) =>
        string.Create(CultureInfo.InvariantCulture, $"{(upright ? across : along):0.#} {(upright ? along : across):0.#}");
}
