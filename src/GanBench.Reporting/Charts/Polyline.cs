using System.Globalization;
using System.Text;

namespace GanBench.Reporting.Charts;

/// <summary>A line through points of a drawing, of which only those are kept that can be seen.</summary>
internal static class Polyline
{
    // Pixels; a line is 1 to 1.5 wide.
    private const double Tolerance = .25;

    // Pixels from a point to the next that stay, where there are some between: the page tells the values of points near a pointer.
    private const double Gap = 3;

    /// <summary>Appends the points to a path.</summary>
    /// <param name="path">The path.</param>
    /// <param name="command">How it gets to the first point: M or L.</param>
    /// <param name="points">In pixels.</param>
    public static void Append(StringBuilder path, char command, IReadOnlyList<(double X, double Y)> points)
    {
        foreach (var (x, y) in Thin(points))
        {
            path.Append(CultureInfo.InvariantCulture, $"{command}{x:0.#} {y:0.#}");
            command = 'L';
        }
    }

    /// <summary>
    /// Leaves out points so that no left out one is farther than <see cref="Tolerance"/> from the line through the others (Ramer 1972;
    /// Douglas and Peucker 1973), and none between points farther apart than <see cref="Gap"/>. The first and the last point stay.
    /// </summary>
    /// <param name="points">In pixels.</param>
    internal static IEnumerable<(double X, double Y)> Thin(IReadOnlyList<(double X, double Y)> points)
    {
        if (points.Count < 3)
            return points;
        var kept = new bool[points.Count];
        kept[0] = kept[^1] = true;
        var open = new Stack<(int First, int Last)>([(0, points.Count - 1)]);
        while (open.TryPop(out var part))
        {
            var (farthest, distance) = (part.First, Tolerance);
            for (var i = part.First + 1; i < part.Last; i++)
            {
                if (Distance(points[i], points[part.First], points[part.Last]) is var d && d > distance)
                    (farthest, distance) = (i, d);
            }
            if (farthest == part.First && Math.Abs(points[part.Last].X - points[part.First].X) > Gap)
                farthest = (part.First + part.Last) / 2;
            if (farthest == part.First)
                continue;
            kept[farthest] = true;
            open.Push((part.First, farthest));
            open.Push((farthest, part.Last));
        }
        return points.Where((_, i) => kept[i]);
    }

    // Of a point from the stretch between two others.
    private static double Distance((double X, double Y) point, (double X, double Y) from, (double X, double Y) to)
    {
        var (dx, dy) = (to.X - from.X, to.Y - from.Y);
        var squared = (dx * dx) + (dy * dy);
        var along = squared > 0 ? Math.Clamp((((point.X - from.X) * dx) + ((point.Y - from.Y) * dy)) / squared, 0, 1) : 0;
        return double.Hypot(point.X - from.X - (along * dx), point.Y - from.Y - (along * dy));
    }
}
