namespace GanBench.Imaging;

/// <summary>
/// Resizes with antialiasing, byte for byte as Pillow does (<c>src/libImaging/Resample.c</c>): the filter is stretched by the
/// scale when shrinking, rows are resized before columns, weights are rounded to 22 bits and each pass is rounded to bytes.
/// </summary>
public static class Resampler
{
    private const int PrecisionBits = 32 - 8 - 2;

    /// <summary>Resizes a picture; alpha is treated like a colour.</summary>
    /// <param name="image">The picture; returned itself when it already has the size.</param>
    /// <param name="width">New width.</param>
    /// <param name="height">New height.</param>
    /// <param name="filter">The filter.</param>
    public static RasterImage Resize(RasterImage image, int width, int height, ResizeFilter filter)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        if (image.Width != width)
            image = ResizeRows(image, Weights.Make(image.Width, width, filter));
        if (image.Height != height)
            image = ResizeColumns(image, Weights.Make(image.Height, height, filter));
        return image;
    }

    private static RasterImage ResizeRows(RasterImage image, Weights weights)
    {
        var result = new RasterImage(weights.Count, image.Height, image.Channels);
        var channels = image.Channels;
        for (var y = 0; y < image.Height; y++)
        {
            var source = image.Pixels.AsSpan(y * image.Stride, image.Stride);
            var target = result.Pixels.AsSpan(y * result.Stride, result.Stride);
            for (var x = 0; x < weights.Count; x++)
            {
                var (start, taps) = weights.At(x);
                for (var c = 0; c < channels; c++)
                {
                    var sum = 1 << (PrecisionBits - 1);
                    for (int k = 0, s = (start * channels) + c; k < taps.Length; k++, s += channels)
                        sum += source[s] * taps[k];
                    target[(x * channels) + c] = Clip(sum);
                }
            }
        }
        return result;
    }

    private static RasterImage ResizeColumns(RasterImage image, Weights weights)
    {
        var result = new RasterImage(image.Width, weights.Count, image.Channels);
        var stride = image.Stride;
        var sums = new int[stride];
        for (var y = 0; y < weights.Count; y++)
        {
            var (start, taps) = weights.At(y);
            Array.Fill(sums, 1 << (PrecisionBits - 1));
            for (var k = 0; k < taps.Length; k++)
            {
                var row = image.Pixels.AsSpan((start + k) * stride, stride);
                for (var i = 0; i < row.Length; i++)
                    sums[i] += row[i] * taps[k];
            }
            for (var i = 0; i < stride; i++)
                result.Pixels[(y * stride) + i] = Clip(sums[i]);
        }
        return result;
    }

    private static byte Clip(int sum) => (byte)Math.Clamp(sum >> PrecisionBits, 0, 255);

    private sealed record Weights(int Count, int[] Starts, int[] Lengths, int[] Taps, int Width)
    {
        public TapSpan At(int i) => new(Starts[i], Taps.AsSpan(i * Width, Lengths[i]));

        public static Weights Make(int from, int to, ResizeFilter filter)
        {
            var scale = (double)from / to;
            var stretch = Math.Max(scale, 1);
            var support = filter.Support() * stretch;
            var width = ((int)Math.Ceiling(support) * 2) + 1;
            var weights = new Weights(to, new int[to], new int[to], new int[to * width], width);
            var row = new double[width];
            for (var i = 0; i < to; i++)
            {
                var centre = (i + 0.5) * scale;
                var first = Math.Max(0, (int)(centre - support + 0.5));
                var length = Math.Min(from, (int)(centre + support + 0.5)) - first;
                var total = 0.0;
                for (var k = 0; k < length; k++)
                {
                    row[k] = filter.Weight((k + first - centre + 0.5) * (1 / stretch));
                    total += row[k];
                }
                for (var k = 0; k < length; k++)
                {
                    var weight = total != 0 ? row[k] / total : row[k];
                    weights.Taps[(i * width) + k] = (int)((weight < 0 ? -0.5 : 0.5) + (weight * (1 << PrecisionBits)));
                }
                weights.Starts[i] = first;
                weights.Lengths[i] = length;
            }
            return weights;
        }
    }

    private readonly ref struct TapSpan(int start, ReadOnlySpan<int> taps)
    {
        private readonly ReadOnlySpan<int> _taps = taps;

        public void Deconstruct(out int first, out ReadOnlySpan<int> weights)
        {
            first = start;
            weights = _taps;
        }
    }
}
