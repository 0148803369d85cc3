using GanBench.Imaging;
using static TorchSharp.torch;

namespace GanBench.Tests.Metrics;

/// <summary>The inputs of the metric goldens, made again bit for bit: the twin of tests/golden/metrics_noise.py.</summary>
internal static class GoldenNoise
{
    public static double[] Uniform(uint seed, int count)
    {
        var values = new double[count];
        for (var k = 0; k < count; k++)
        {
            var x = (uint)k + (seed * 0x9E3779B1u);
            for (var round = 0; round < 2; round++)
                x = (x ^ (x >> 16)) * 0x45D9F3Bu;
            values[k] = (x ^ (x >> 16)) / 4294967296.0;
        }
        return values;
    }

    public static double[] Normal(uint seed, int count)
    {
        var u = Uniform(seed, 4 * count);
        var values = new double[count];
        for (var i = 0; i < count; i++)
            values[i] = (u[4 * i] + u[(4 * i) + 1] + (u[(4 * i) + 2] + u[(4 * i) + 3]) - 2.0) * 1.75;
        return values;
    }

    /// <summary>Correlated features, float64 n×d.</summary>
    public static Tensor Features(uint seed, int n, int d, double gain = 1)
    {
        var z = Normal(seed, n * d);
        var x = new double[n * d];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < d; j++)
            {
                var previous = z[(i * d) + ((j + d - 1) % d)];
                x[(i * d) + j] = (((z[(i * d) + j] + (0.5 * previous)) * (0.25 * (1 + (j % 8)))) + (j % 5 / 4.0)) * gain;
            }
        }
        return tensor(x, [n, d]);
    }

    /// <summary>Bytes n×c×h×w: blocks of 4×4 pixels with noise on them.</summary>
    public static byte[] Images(uint seed, int n, SampleShape shape)
    {
        var (c, h, w) = (shape.Channels, shape.Height, shape.Width);
        var (rows, columns) = ((h + 3) / 4, (w + 3) / 4);
        var coarse = Uniform(seed, n * c * rows * columns);
        var fine = Uniform(seed + 1, n * c * h * w);
        var bytes = new byte[fine.Length];
        for (var i = 0; i < bytes.Length; i++)
        {
            var (plane, y, x) = (i / (h * w), i / w % h, i % w);
            bytes[i] = (byte)Math.Floor((160.0 * coarse[(((plane * rows) + (y / 4)) * columns) + (x / 4)]) + (96.0 * fine[i]));
        }
        return bytes;
    }

    public static Tensor ImageTensor(uint seed, int n, SampleShape shape) =>
        tensor(Images(seed, n, shape), [n, shape.Channels, shape.Height, shape.Width], dtype: uint8);
}
