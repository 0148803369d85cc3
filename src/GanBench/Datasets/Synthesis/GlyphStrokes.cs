using System.Globalization;

namespace GanBench.Datasets.Synthesis;

/// <summary>
/// How digits are written: several ways for each, a way being strokes of control points in a box of 100 × 100 (x to the right,
/// y downwards). A smooth curve goes through the points; at a point marked with * the pen turns a corner.
/// </summary>
internal static class GlyphStrokes
{
    /// <summary>A point the pen passes.</summary>
    public readonly record struct Point(double X, double Y, bool Corner);

    /// <summary>The ways to write each digit.</summary>
    public static IReadOnlyList<IReadOnlyList<Point[][]>> Digits { get; } =
    [
        [
            Way("50,0 18,16 6,50 18,86 50,100 83,84 94,50 82,14 48,1"),
            Way("62,4 30,8 10,45 16,82 45,100 78,86 92,48 80,14 52,2 34,12"),
        ],
        [
            Way("52,0 50,50 48,100"),
            Way("28,24 54,0* 52,50 50,100"),
            Way("30,22 52,0* 50,50 50,100", "24,100 78,99"),
        ],
        [
            Way("12,24 28,4 58,0 84,20 74,48 42,74 8,100* 50,98 94,97"),
            Way("12,20 38,0 76,8 82,34 56,64 24,90 10,92 20,76 44,86 70,99 94,92"),
            Way("14,10 50,2 82,16 72,46 38,74 6,96* 40,99 92,94"),
        ],
        [
            Way("12,12 44,0 80,14 76,36 42,47* 78,56 90,78 60,99 10,90"),
            Way("10,3 82,2* 42,40* 82,52 88,80 54,100 8,92"),
            Way("14,14 48,0 82,18 66,42 40,48 70,52 92,74 62,99 26,98 8,84"),
        ],
        [
            Way("28,0 18,28 8,58* 50,57 94,54", "72,22 70,60 68,100"),
            Way("68,0 40,30 6,64* 50,64 96,62", "70,2 68,50 66,100"),
            Way("14,2 10,30 20,50 50,53 82,40", "86,0 82,50 76,100"),
        ],
        [
            Way("88,2 26,5* 16,46* 52,36 88,58 80,88 46,100 8,90"),
            Way("28,4 20,46* 56,38 90,62 76,92 40,100 8,88", "26,5 60,4 90,2"),
            Way("84,8 52,2 24,14 26,36 58,48 86,66 74,94 40,100 8,88"),
        ],
        [
            Way("74,2 38,22 12,62 24,94 56,100 86,80 76,58 44,54 16,76"),
            Way("58,0 30,32 14,70 34,99 70,94 82,70 58,56 30,66 18,84"),
        ],
        [
            Way("8,6 50,5 90,4* 64,42 40,100"),
            Way("6,16 10,4* 50,6 88,3* 60,48 44,100"),
            Way("8,6 50,5 90,4* 62,48 42,100", "32,52 56,50 82,49"),
        ],
        [
            Way("82,14 52,0 20,16 34,38 66,58 82,80 52,100 18,84 30,60 62,42 82,22 74,8"),
            Way("48,44 20,24 44,1 78,18 58,42 24,66 20,90 52,100 82,84 70,60 44,44"),
        ],
        [
            Way("86,22 58,1 20,14 14,42 44,54 78,36 88,14* 82,60 74,100"),
            Way("84,24 60,0 24,10 14,38 40,54 76,40 86,18 84,62 56,96 18,94"),
        ],
    ];

    // Each argument is one stroke.
    private static Point[][] Way(params string[] strokes) =>
        [.. strokes.Select(stroke => stroke.Split(' ').Select(ParsePoint).ToArray())];

    private static Point ParsePoint(string text)
    {
        var parts = text.TrimEnd('*').Split(',');
        return new Point(
            int.Parse(parts[0], CultureInfo.InvariantCulture) / 100.0,
            int.Parse(parts[1], CultureInfo.InvariantCulture) / 100.0,
            text.EndsWith('*'));
    }
}
