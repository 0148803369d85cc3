using GanBench.Random;

namespace GanBench.Datasets.Synthesis;

/// <summary>
/// Draws one box after the rules of NLVR: a light grey square of 100 units with either a tower of one to four squares of 20 units
/// in the middle, or one to eight shapes of 10, 20 or 30 units scattered without overlap; black, yellow or blue. Coverage is
/// counted on a 4×4 grid in integers.
/// </summary>
internal static class ShapesPainter
{
    /// <summary>Pixels per side.</summary>
    public const int Side = 64;

    private const ulong Seed = 20_240_102;
    private const int Grey = 211, Units = 100, TowerMaximum = 4, ScatterMaximum = 8, Samples = 4, Grid = Side * Samples;

    private static readonly (byte Red, byte Green, byte Blue)[] Colours = [(0, 0, 0), (255, 255, 0), (0, 153, 255)];

    /// <summary>tower-1 to tower-4, scatter-1 to scatter-8.</summary>
    public static IReadOnlyList<string> ClassNames { get; } =
    [
        .. Enumerable.Range(1, TowerMaximum).Select(n => $"tower-{n}"),
        .. Enumerable.Range(1, ScatterMaximum).Select(n => $"scatter-{n}"),
    ];

    private enum Form
    {
        Square,
        Triangle,
        Circle,
    }

    /// <summary>Draws image <paramref name="index"/> of a split.</summary>
    /// <param name="split">The split.</param>
    /// <param name="index">Its number.</param>
    /// <param name="image">3 × 64 × 64 bytes.</param>
    /// <returns>The label, an index into <see cref="ClassNames"/>.</returns>
    public static int Draw(string split, int index, Span<byte> image)
    {
        var random = new RandomStream(Seed, Streams.Shapes(split), index);
        image.Fill(Grey);
        if (random.NextInt32(2) == 0)
        {
            var count = 1 + random.NextInt32(TowerMaximum);
            for (var i = 0; i < count; i++)
                Paint(image, new Item(Form.Square, 40, Units - (20 * (i + 1)), 20), Colours[random.NextInt32(3)]);
            return count - 1;
        }
        var items = Scatter(random, 1 + random.NextInt32(ScatterMaximum));
        foreach (var item in items)
            Paint(image, item, Colours[random.NextInt32(3)]);
        return TowerMaximum + items.Count - 1;
    }

    // Places shapes at random, touching allowed and overlap not; after many misses the box starts again with smaller shapes.
    private static List<Item> Scatter(RandomStream random, int count)
    {
        for (var largest = 3; ; largest = Math.Max(1, largest - 1))
        {
            var items = new List<Item>();
            for (var tries = 0; items.Count < count && tries < 200; tries++)
            {
                var size = 10 * (1 + random.NextInt32(largest));
                var item = new Item(
                    (Form)random.NextInt32(3), random.NextInt32(Units - size + 1), random.NextInt32(Units - size + 1), size);
                if (items.TrueForAll(other => !other.Overlaps(item)))
                    items.Add(item);
            }
            if (items.Count == count)
                return items;
        }
    }

    private static void Paint(Span<byte> image, Item item, (byte Red, byte Green, byte Blue) colour)
    {
        var plane = Side * Side;
        int firstX = item.X * Side / Units, lastX = Math.Min(Side - 1, (item.X + item.Size) * Side / Units);
        int firstY = item.Y * Side / Units, lastY = Math.Min(Side - 1, (item.Y + item.Size) * Side / Units);
        for (var y = firstY; y <= lastY; y++)
        {
            for (var x = firstX; x <= lastX; x++)
            {
                var covered = Coverage(item, x, y);
                if (covered == 0)
                    continue;
                var at = (y * Side) + x;
                image[at] = Blend(image[at], colour.Red, covered);
                image[plane + at] = Blend(image[plane + at], colour.Green, covered);
                image[(2 * plane) + at] = Blend(image[(2 * plane) + at], colour.Blue, covered);
            }
        }
    }

    private static byte Blend(byte below, byte above, int covered)
    {
        const int All = Samples * Samples;
        return (byte)(((above * covered) + (below * (All - covered)) + (All / 2)) / All);
    }

    // Lengths are in 1/512 units: 100 units are 256 sub-pixels of 200 each, with their centres at odd hundreds.
    private static int Coverage(Item item, int x, int y)
    {
        const int Scale = 2 * Grid;
        int left = item.X * Scale, top = item.Y * Scale, size = item.Size * Scale;
        var covered = 0;
        for (var sy = 0; sy < Samples; sy++)
        {
            for (var sx = 0; sx < Samples; sx++)
            {
                long dx = (((2 * ((x * Samples) + sx)) + 1) * Units) - left;
                long dy = (((2 * ((y * Samples) + sy)) + 1) * Units) - top;
                var inside = dx >= 0 && dy >= 0 && dx < size && dy < size && item.Form switch
                {
                    // Apex in the middle of the upper edge.
                    Form.Triangle => Math.Abs((2 * dx) - size) <= dy,
                    Form.Circle => Square((2 * dx) - size) + Square((2 * dy) - size) <= Square(size),
                    _ => true,
                };
                covered += inside ? 1 : 0;
            }
        }
        return covered;
    }

    private static long Square(long value) => value * value;

    private readonly record struct Item(Form Form, int X, int Y, int Size)
    {
        public bool Overlaps(Item other) =>
            X < other.X + other.Size && other.X < X + Size && Y < other.Y + other.Size && other.Y < Y + Size;
    }
}
