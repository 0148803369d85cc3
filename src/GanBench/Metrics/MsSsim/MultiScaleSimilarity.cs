using GanBench.Engine;
using static TorchSharp.torch;

namespace GanBench.Metrics.MsSsim;

/// <summary>
/// Multi-scale structural similarity (Wang, Simoncelli and Bovik 2003) as the code of "Progressive growing of GANs" computes it: five
/// scales, an 11×11 Gaussian window that shrinks with small images, only positions where it fits, halving by 2×2 means, negative terms
/// set to 0. Most libraries need sides above 160 and differ below. Computed in float64.
/// </summary>
public static class MultiScaleSimilarity
{
    private const int Window = 11;
    private const double Sigma = 1.5, C1 = 0.01 * 255 * 0.01 * 255, C2 = 0.03 * 255 * 0.03 * 255;

    private static readonly double[] Weights = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333];

    /// <summary>Similarity of each pair.</summary>
    /// <param name="a">N×C×H×W with values 0 … 255; sides must be multiples of 16.</param>
    /// <param name="b">The same shape.</param>
    /// <returns>N numbers, at most 1, which only equal images reach.</returns>
    public static double[] Compute(Tensor a, Tensor b)
    {
        if (!a.shape.SequenceEqual(b.shape) || a.dim() != 4 || a.shape[2] % 16 != 0 || a.shape[3] % 16 != 0)
            throw new DataException(
                $"MS-SSIM needs two sets of images of one size whose sides are multiples of 16 (found {string.Join('×', a.shape)} and "
                + $"{string.Join('×', b.shape)}).");
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var (x, y) = (a.to(CPU).to(float64), b.to(CPU).to(float64));
        var product = ones([x.shape[0]], dtype: float64);
        for (var scale = 0; scale < Weights.Length; scale++)
        {
            var (similarity, contrast) = AtOneScale(x, y);
            var term = scale == Weights.Length - 1 ? similarity : contrast;
            product.mul_(term.clamp(min: Scalars.Zero).pow(Scalars.Of(Weights[scale])));
            if (scale < Weights.Length - 1)
                (x, y) = (nn.functional.avg_pool2d(x, 2, 2), nn.functional.avg_pool2d(y, 2, 2));
        }
        return product.data<double>().ToArray();
    }

    private static (Tensor Similarity, Tensor Contrast) AtOneScale(Tensor x, Tensor y)
    {
        var (n, c, h, w) = (x.shape[0], x.shape[1], x.shape[2], x.shape[3]);
        var size = (int)Math.Min(Window, Math.Min(h, w));
        var taps = GaussianTaps(size, Sigma * size / Window);
        // The window is a product of a row and a column; all five maps go through at once.
        var maps = cat([x, y, x * x, y * y, x * y], 0).reshape(5 * n * c, 1, h, w);
        var rows = nn.functional.conv2d(maps, tensor(taps, [1, 1, 1, size]));
        var filtered = nn.functional.conv2d(rows, tensor(taps, [1, 1, size, 1]));
        filtered = filtered.reshape(5, n, c, filtered.shape[2], filtered.shape[3]);
        var (mx, my) = (filtered.select(0, 0), filtered.select(0, 1));
        var vx = filtered.select(0, 2) - (mx * mx);
        var vy = filtered.select(0, 3) - (my * my);
        var covariance = filtered.select(0, 4) - (mx * my);
        var contrast = covariance.Times(2).Plus(C2) / vx.Plus(vy).Plus(C2);
        var luminance = (mx * my).Times(2).Plus(C1) / (mx * mx).Plus(my * my).Plus(C1);
        return ((luminance * contrast).mean([1, 2, 3]), contrast.mean([1, 2, 3]));
    }

    private static double[] GaussianTaps(int size, double sigma)
    {
        var taps = new double[size];
        for (var i = 0; i < size; i++)
        {
            var x = i - ((size - 1) / 2.0);
            taps[i] = Math.Exp(-x * x / (2 * sigma * sigma));
        }
        var sum = taps.Sum();
        return [.. taps.Select(t => t / sum)];
    }
}
