using GanBench.Engine;
using static TorchSharp.torch;

namespace GanBench.Metrics.Extractors;

/// <summary>
/// Brings bytes to Inception's input. Resizing is linear and acts on rows and columns separately, so each mode is a pair of small
/// matrices, made once per size: exact, the same on every device, and faster than general interpolation.
/// </summary>
internal sealed class InceptionResize : IDisposable
{
    private readonly Dictionary<(long Size, Device Device), Tensor> _matrices = [];
    private readonly ResizeMode _mode;

    public InceptionResize(ResizeMode mode) => _mode = mode;

    /// <summary>Resizes and normalises.</summary>
    /// <param name="images">uint8 N×C×H×W; one channel is repeated to three before resizing.</param>
    /// <returns>float32 N×3×299×299.</returns>
    public Tensor Apply(Tensor images)
    {
        using var scope = NewDisposeScope();
        var x = images.to(float32);
        if (_mode == ResizeMode.PyTorch)
            x = x.Over(255);
        var rows = Matrix(x.shape[2], x.device);
        var columns = Matrix(x.shape[3], x.device);
        x = rows.matmul(x).matmul(columns.t());
        x = _mode switch
        {
            ResizeMode.PyTorch => x.Times(2).Minus(1),
            ResizeMode.Clean => x.clamp(Scalars.Zero, Scalars.Of(255)).Minus(128).Over(128),
            _ => x.Minus(128).Over(128),
        };
        if (x.shape[1] == 1)
            x = x.expand(x.shape[0], 3, x.shape[2], x.shape[3]).contiguous();
        return x.MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        foreach (var matrix in _matrices.Values)
            matrix.Dispose();
    }

    /// <summary>299×size weights of one axis, row-major.</summary>
    internal static float[] Weights(ResizeMode mode, int size)
    {
        var weights = new float[InceptionNetwork.Side * size];
        for (var i = 0; i < InceptionNetwork.Side; i++)
        {
            var row = weights.AsSpan(i * size, size);
            if (mode == ResizeMode.Clean)
                Bicubic(row, i);
            else
                Bilinear(row, i, mode == ResizeMode.Tf1);
        }
        return weights;
    }

    /// <summary>
    /// TensorFlow 1 starts pixels at their left edge, PyTorch at their centre; both without antialiasing, clamped at the border.
    /// </summary>
    private static void Bilinear(Span<float> row, int i, bool tf1)
    {
        var scale = (float)row.Length / InceptionNetwork.Side;
        var source = tf1 ? i * scale : Math.Max(((i + 0.5f) * scale) - 0.5f, 0);
        var low = Math.Min((int)source, row.Length - 1);
        var fraction = source - low;
        row[low] += 1 - fraction;
        row[Math.Min(low + 1, row.Length - 1)] += fraction;
    }

    /// <summary>Pillow's bicubic (a = −0.5): stretched by the scale when shrinking, normalised where it is cut off by the border.</summary>
    private static void Bicubic(Span<float> row, int i)
    {
        var scale = (double)row.Length / InceptionNetwork.Side;
        var stretch = Math.Max(scale, 1);
        var (centre, support) = ((i + 0.5) * scale, 2 * stretch);
        var first = Math.Max(0, (int)(centre - support + 0.5));
        var end = Math.Min(row.Length, (int)(centre + support + 0.5));
        var weights = new double[end - first];
        for (var k = 0; k < weights.Length; k++)
            weights[k] = Cubic(Math.Abs((k + first - centre + 0.5) / stretch));
        var sum = weights.Sum();
        for (var k = 0; k < weights.Length; k++)
            row[first + k] = (float)(weights[k] / sum);
    }

    private static double Cubic(double x)
    {
        const double A = -0.5;
        if (x < 1)
            return ((((A + 2) * x) - (A + 3)) * x * x) + 1;
        return x < 2 ? ((((x - 5) * x) + 8) * x - 4) * A : 0;
    }

    private Tensor Matrix(long size, Device device)
    {
        if (!_matrices.TryGetValue((size, device), out var matrix))
        {
            using var host = tensor(Weights(_mode, (int)size), [InceptionNetwork.Side, size]);
            _matrices[(size, device)] = matrix = host.to(device).clone().DetachFromDisposeScope();
        }
        return matrix;
    }
}
