using GanBench.Random;

namespace GanBench.Datasets.Synthesis;

/// <summary>
/// Draws one digit in a random hand: way of writing, wobble of the points, slant, rotation, proportions, place, pen width with
/// changing pressure, ink and paper noise. Only + − × ÷ and square root in a fixed order, so every machine draws the same bytes.
/// </summary>
internal static class GlyphPainter
{
    /// <summary>Pixels per side.</summary>
    public const int Side = 28;

    private const ulong Seed = 20_240_103;
    private const int StepsPerSpan = 6;

    /// <summary>Draws image <paramref name="index"/> of a split.</summary>
    /// <param name="split">The split.</param>
    /// <param name="index">Its number.</param>
    /// <param name="image">28 × 28 bytes.</param>
    /// <returns>The digit.</returns>
    public static int Draw(string split, int index, Span<byte> image)
    {
        var random = new RandomStream(Seed, Streams.Glyphs(split), index);
        var digit = random.NextInt32(10);
        var ways = GlyphStrokes.Digits[digit];
        var way = ways[random.NextInt32(ways.Count)];
        var hand = Hand.Sample(random);

        Span<float> coverage = stackalloc float[Side * Side];
        coverage.Clear();
        Span<(double X, double Y)> points = stackalloc (double, double)[16];
        Span<(double X, double Y)> line = stackalloc (double, double)[(16 * StepsPerSpan) + 1];
        foreach (var stroke in way)
        {
            for (var i = 0; i < stroke.Length; i++)
                points[i] = hand.Place(
                    stroke[i].X + (hand.Wobble * random.NextNormal()), stroke[i].Y + (hand.Wobble * random.NextNormal()));
            var length = Trace(stroke, points, line);
            var radius = hand.Radius;
            for (var i = 1; i < length; i++)
            {
                // Pressure drifts along the stroke and stays within a third of the pen's width.
                radius = Math.Clamp(radius + (hand.Pressure * random.NextDouble(-1, 1)), hand.Radius * 0.67, hand.Radius * 1.33);
                PaintSegment(coverage, line[i - 1], line[i], radius);
            }
        }
        Ink(random, hand, coverage, image);
        return digit;
    }

    // Catmull-Rom through the points; at a corner the tangent breaks, so each run between corners is a curve of its own.
    private static int Trace(
        GlyphStrokes.Point[] stroke, ReadOnlySpan<(double X, double Y)> points, Span<(double X, double Y)> line)
    {
        var length = 0;
        line[length++] = points[0];
        for (var i = 0; i + 1 < stroke.Length; i++)
        {
            var (p1, p2) = (points[i], points[i + 1]);
            var p0 = i == 0 || stroke[i].Corner ? p1 : points[i - 1];
            var p3 = i + 2 == stroke.Length || stroke[i + 1].Corner ? p2 : points[i + 2];
            for (var step = 1; step <= StepsPerSpan; step++)
            {
                var t = (double)step / StepsPerSpan;
                line[length++] = (Spline(p0.X, p1.X, p2.X, p3.X, t), Spline(p0.Y, p1.Y, p2.Y, p3.Y, t));
            }
        }
        return length;
    }

    private static double Spline(double a, double b, double c, double d, double t) =>
        b + (0.5 * t * (c - a + (t * ((2 * a) - (5 * b) + (4 * c) - d + (t * ((3 * (b - c)) + d - a))))));

    // Every pixel within reach of the segment is covered by how far it lies inside the pen's edge, at most fully.
    private static void PaintSegment(Span<float> coverage, (double X, double Y) from, (double X, double Y) to, double radius)
    {
        var reach = radius + 0.5;
        var left = Math.Max(0, (int)(Math.Min(from.X, to.X) - reach));
        var right = Math.Min(Side - 1, (int)(Math.Max(from.X, to.X) + reach));
        var top = Math.Max(0, (int)(Math.Min(from.Y, to.Y) - reach));
        var bottom = Math.Min(Side - 1, (int)(Math.Max(from.Y, to.Y) + reach));
        double dx = to.X - from.X, dy = to.Y - from.Y;
        var squared = (dx * dx) + (dy * dy);
        for (var y = top; y <= bottom; y++)
        {
            for (var x = left; x <= right; x++)
            {
                double px = x + 0.5 - from.X, py = y + 0.5 - from.Y;
                var along = squared > 0 ? Math.Clamp(((px * dx) + (py * dy)) / squared, 0, 1) : 0;
                double ex = px - (along * dx), ey = py - (along * dy);
                var covered = (float)(reach - Math.Sqrt((ex * ex) + (ey * ey)));
                ref var pixel = ref coverage[(y * Side) + x];
                if (covered > pixel)
                    pixel = Math.Min(1, covered);
            }
        }
    }

    private static void Ink(RandomStream random, Hand hand, ReadOnlySpan<float> coverage, Span<byte> image)
    {
        for (var i = 0; i < image.Length; i++)
        {
            if (coverage[i] <= 0)
                continue;
            var grain = 1 - (hand.Grain * random.NextDouble());
            image[i] = (byte)((255 * Math.Min(1, coverage[i] * hand.Ink * grain)) + 0.5);
        }
        for (var speck = 0; speck < hand.Specks; speck++)
        {
            ref var pixel = ref image[random.NextInt32(image.Length)];
            pixel = (byte)Math.Min(255, pixel + 20 + random.NextInt32(120));
        }
    }

    /// <summary>The style of one digit: an affine map from the writing box to pixels, and the pen.</summary>
    private readonly record struct Hand
    {
        public double Wobble { get; private init; }

        public double Radius { get; private init; }

        public double Pressure { get; private init; }

        public double Ink { get; private init; }

        public double Grain { get; private init; }

        public int Specks { get; private init; }

        private double XX { get; init; }

        private double XY { get; init; }

        private double YX { get; init; }

        private double YY { get; init; }

        private double CentreX { get; init; }

        private double CentreY { get; init; }

        public (double X, double Y) Place(double x, double y) =>
            (CentreX + (XX * (x - 0.5)) + (XY * (y - 0.5)), CentreY + (YX * (x - 0.5)) + (YY * (y - 0.5)));

        public static Hand Sample(RandomStream random)
        {
            var height = random.NextDouble(15, 21);
            var width = height * random.NextDouble(0.5, 0.95);
            // Most hands lean to the right: x grows as y shrinks.
            var slant = (0.22 * random.NextNormal()) - 0.18;
            var tangent = 0.12 * random.NextNormal();
            // cos and sin of the rotation whose tangent this is.
            var cos = 1 / Math.Sqrt(1 + (tangent * tangent));
            var sin = tangent * cos;
            slant = Math.Clamp(slant, -0.75, 0.4);
            return new Hand
            {
                // Columns of rotation × shear × scale.
                XX = cos * width,
                YX = sin * width,
                XY = ((cos * slant) - sin) * height,
                YY = ((sin * slant) + cos) * height,
                CentreX = 14 + Math.Clamp(0.9 * random.NextNormal(), -2.5, 2.5),
                CentreY = 14 + Math.Clamp(0.9 * random.NextNormal(), -2.5, 2.5),
                Wobble = 0.02 + (0.05 * random.NextDouble()),
                Radius = random.NextDouble(0.75, 1.75),
                Pressure = random.NextDouble(0.02, 0.12),
                Ink = random.NextDouble(0.8, 1.25),
                Grain = random.NextDouble(0, 0.25),
                Specks = random.NextInt32(4) == 0 ? 1 + random.NextInt32(6) : 0,
            };
        }
    }
}
