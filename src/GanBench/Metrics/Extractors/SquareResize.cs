using static TorchSharp.torch;

namespace GanBench.Metrics.Extractors;

/// <summary>
/// Brings pictures to a square of a side. Resizing is linear and acts on rows and columns separately, so each mode is a pair of small
/// matrices, made once per size: exact, the same on every device, and faster than general interpolation.
/// </summary>
/// <param name="mode">How.</param>
/// <param name="side">The side in pixels.</param>
internal sealed class SquareResize(ResizeMode mode, int side) : IDisposable
{
    private readonly Dictionary<(long Size, Device Device), Tensor> _matrices = [];

    /// <summary>How it resizes.</summary>
    public ResizeMode Mode => mode;

    /// <summary>Resizes.</summary>
    /// <param name="images">float32 N×C×H×W.</param>
    /// <returns>float32 N×C×side×side.</returns>
    public Tensor Apply(Tensor images) =>
        Matrix(images.shape[2], images.device).matmul(images).matmul(Matrix(images.shape[3], images.device).t());

    /// <summary>Repeats a single channel to three.</summary>
    /// <param name="images">N×C×H×W.</param>
    public static Tensor ToColour(Tensor images) => images.shape[1] == 1
        ? images.expand(images.shape[0], 3, images.shape[2], images.shape[3]).contiguous()
        : images;

    public void Dispose()
    {
        foreach (var matrix in _matrices.Values)
            matrix.Dispose();
    }

    /// <summary>side×size weights of one axis, row-major.</summary>
    internal static float[] Weights(ResizeMode mode, int side, int size)
    {
        var weights = new float[side * size];
        for (var i = 0; i < side; i++)
        {
            var row = weights.AsSpan(i * size, size);
            if (mode == ResizeMode.Clean)
                Bicubic(row, side, i);
            else
                Bilinear(row, side, i, mode == ResizeMode.Tf1);
        }
        return weights;
    }

    /// <summary>
    /// TensorFlow 1 starts pixels at their left edge, PyTorch at their centre; both without antialiasing, clamped at the border.
    /// </summary>
    private static void Bilinear(Span<float> row, int side, int i, bool tf1)
    {
        var scale = (float)row.Length / side;
        var source = tf1 ? i * scale : Math.Max(((i + 0.5f) * scale) - 0.5f, 0);
        var low = Math.Min((int)source, row.Length - 1);
        var fraction = source - low;
        row[low] += 1 - fraction;
        row[Math.Min(low + 1, row.Length - 1)] += fraction;
    }

    /// <summary>Pillow's bicubic (a = −0.5): stretched by the scale when shrinking, normalised where it is cut off by the border.</summary>
    private static void Bicubic(Span<float> row, int side, int i)
    {
        var scale = (double)row.Length / side;
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
            using var host = tensor(Weights(mode, side, (int)size), [side, size]);
            _matrices[(size, device)] = matrix = host.to(device).clone().DetachFromDisposeScope();
        }
        return matrix;
    }
}
