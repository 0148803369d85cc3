using GanBench.Engine;
using static TorchSharp.torch;

namespace GanBench.Metrics.SlicedWasserstein;

/// <summary>
/// The Laplacian pyramid of Karras et al., "Progressive growing of GANs", ICLR 2018: every level is what halving and doubling the size
/// loses, and the last is the smallest image. The filter is the 5×5 binomial one, with mirrored borders.
/// </summary>
public static class LaplacianPyramid
{
    /// <summary>Levels go down to this side.</summary>
    public const int SmallestSide = 16;

    // In portable numerics libtorch writes the 25 pixels under the filter out for a whole batch: gigabytes of 2,048 images.
    private const long MostPixels = 1 << 21;

    /// <summary>Side lengths of the levels for images of a size, largest first; the sides must be multiples of 16.</summary>
    /// <param name="side">The smaller side.</param>
    public static IReadOnlyList<int> Levels(int side)
    {
        var levels = new List<int> { side };
        for (; side % 2 == 0 && side / 2 >= SmallestSide; side /= 2)
            levels.Add(side / 2);
        return levels;
    }

    /// <summary>Decomposes images.</summary>
    /// <param name="images">float N×C×H×W.</param>
    /// <param name="levels">Number of levels.</param>
    /// <returns>The levels, largest first; the caller disposes them.</returns>
    public static IReadOnlyList<Tensor> Decompose(Tensor images, int levels)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var result = new List<Tensor>();
        var current = images;
        for (var i = 1; i < levels; i++)
        {
            var smaller = Down(current);
            result.Add(current - Up(smaller));
            current = smaller;
        }
        result.Add(current.clone());
        foreach (var level in result)
            level.MoveToOuterDisposeScope();
        return result;
    }

    private static Tensor Down(Tensor x) => Smooth(x, stride: 2, gain: 1);

    private static Tensor Up(Tensor x)
    {
        var (n, c, h, w) = (x.shape[0], x.shape[1], x.shape[2], x.shape[3]);
        // Zeros between columns, then between rows.
        var wide = stack([x, zeros_like(x)], -1).reshape(n, c, h, 2 * w);
        var both = stack([wide, zeros_like(wide)], 3).reshape(n, c, 2 * h, 2 * w);
        return Smooth(both, stride: 1, gain: 4);
    }

    private static Tensor Smooth(Tensor x, long stride, double gain)
    {
        var (n, c, h, w) = (x.shape[0], x.shape[1], x.shape[2], x.shape[3]);
        var taps = tensor(new double[] { 1, 4, 6, 4, 1 }, dtype: x.dtype).Over(16);
        var kernel = taps.unsqueeze(1).mm(taps.unsqueeze(0)).Times(gain).reshape(1, 1, 5, 5).to(x.device);
        var padded = nn.functional.pad(x.reshape(n * c, 1, h, w), [2, 2, 2, 2], TorchSharp.PaddingModes.Reflect);
        var blocks = padded.split(Math.Max(1, MostPixels / (h * w)));
        var smooth = cat([.. blocks.Select(block => nn.functional.conv2d(block, kernel, strides: [stride, stride]))]);
        return smooth.reshape(n, c, smooth.shape[2], smooth.shape[3]);
    }
}
