namespace GanBench.Reporting.Charts;

/// <summary>
/// How series are told apart: by colours that colour-blind people can tell apart (Okabe and Ito 2008, yellow left out because it is
/// too light on paper), and by dashes and markers, so that a grey print loses nothing.
/// </summary>
internal static class Palette
{
    private static readonly string[] Colors = ["#0072B2", "#D55E00", "#009E73", "#AA4499", "#E69F00", "#56B4E9", "#333333"];
    private static readonly string[] Dashes = ["", "6 2.5", "2 2", "8 2.5 2 2.5", "4 1.5", "1 2.5", "10 3"];

    /// <summary>Series that differ in colour.</summary>
    public static int Count => Colors.Length;

    /// <summary>Colour of a series.</summary>
    public static string Color(int series) => Colors[series % Colors.Length];

    /// <summary>SVG dash pattern of a series; empty for a solid line.</summary>
    public static string Dash(int series) => Dashes[series % Dashes.Length];

    /// <summary>A marker as SVG, centred on a point.</summary>
    /// <param name="series">The series, which decides its shape.</param>
    /// <param name="x">Centre.</param>
    /// <param name="y">Centre.</param>
    /// <param name="hollow">Whether it is filled with white.</param>
    public static string Marker(int series, double x, double y, bool hollow)
    {
        var color = Color(series);
        var paint = hollow ? $"fill=\"#fff\" stroke=\"{color}\" stroke-width=\"1.2\""
            : $"fill=\"{color}\" stroke=\"#fff\" stroke-width=\".6\"";
        const double r = 3.1;
        return (series % 7) switch
        {
            0 => Invariant($"<circle cx=\"{x:0.#}\" cy=\"{y:0.#}\" r=\"{r}\" {paint}/>"),
            1 => Invariant($"<rect x=\"{x - 2.8:0.#}\" y=\"{y - 2.8:0.#}\" width=\"5.6\" height=\"5.6\" {paint}/>"),
            2 => Polygon((0, -r - .6), (r + .4, r - .3), (-r - .4, r - .3)),
            3 => Polygon((0, -r - .9), (r + .9, 0), (0, r + .9), (-r - .9, 0)),
            4 => Polygon((0, r + .6), (r + .4, -r + .3), (-r - .4, -r + .3)),
            5 => Polygon((-r, -1), (-1, -1), (-1, -r), (1, -r), (1, -1), (r, -1), (r, 1), (1, 1), (1, r), (-1, r), (-1, 1), (-r, 1)),
            _ => Polygon((-r, -r), (r, r), (r, -r), (-r, r)),
        };

        string Polygon(params (double X, double Y)[] points) =>
            $"<polygon points=\"{string.Join(' ', points.Select(p => Invariant($"{x + p.X:0.#},{y + p.Y:0.#}")))}\" {paint}/>";
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
