using System.Runtime.InteropServices;
using GanBench.Engine;
using GanBench.Random;
using static TorchSharp.torch;

namespace GanBench.Metrics.SlicedWasserstein;

/// <summary>
/// The sliced Wasserstein distance of Karras et al. (2018) between local patches at every level of a Laplacian pyramid: descriptors of
/// 7×7 pixels, normalised per colour channel by each set's own statistics, projected on random directions, sorted, and compared.
/// </summary>
public static class SlicedDistance
{
    /// <summary>Side of a patch.</summary>
    public const int PatchSide = 7;

    /// <summary>Patches per image and level.</summary>
    public const int PatchesPerImage = 128;

    /// <summary>Random directions in all; the paper's 4 repeats of 128.</summary>
    public const int Directions = 512;

    /// <summary>Distances are printed times this, as in the paper.</summary>
    public const double Scale = 1000;

    /// <summary>Projections that stand in memory at once, for each set: 64 MiB.</summary>
    private const int BlockNumbers = 1 << 24;

    /// <summary>Distance between two sets of images at one level.</summary>
    /// <param name="a">float32 N×C×H×W, one level.</param>
    /// <param name="b">As many images of the same size.</param>
    /// <param name="seed">Decides patches and directions.</param>
    /// <param name="level">Index of the level; other levels take other patches and directions.</param>
    /// <returns>The distance, not yet times <see cref="Scale"/>.</returns>
    public static double Compute(Tensor a, Tensor b, ulong seed, int level)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var positions = DrawPositions((int)a.shape[0], (int)a.shape[2], (int)a.shape[3], seed, level);
        return Between(Descriptors(a, positions), Descriptors(b, positions), DrawDirections((int)a.shape[1], seed, level));
    }

    /// <summary>Cuts patches out and normalises them: per channel mean 0 and standard deviation 1 over the whole set.</summary>
    /// <param name="images">float N×C×H×W.</param>
    /// <param name="positions">Centres (y, x) of the patches, image by image, the same number for each.</param>
    /// <returns>float32 patches×(C·49); the caller disposes it.</returns>
    internal static Tensor Descriptors(Tensor images, IReadOnlyList<(int Y, int X)> positions)
    {
        var (n, c, h, w) = ((int)images.shape[0], (int)images.shape[1], (int)images.shape[2], (int)images.shape[3]);
        var perImage = positions.Count / n;
        const int Area = PatchSide * PatchSide;
        var source = images.to(CPU).to(float32).contiguous().data<float>().ToArray();
        using var scope = NewDisposeScope();
        // Written where they stay: of 2,048 images they are 150 MB, and an array beside each tensor would wait for the garbage collector.
        var shaped = empty([positions.Count, c, Area], float32);
        Parallel.For(0, n, i =>
        {
            var patches = Floats(shaped);
            for (var p = i * perImage; p < (i + 1) * perImage; p++)
            {
                var target = p * c * Area;
                var (top, left) = (positions[p].Y - (PatchSide / 2), positions[p].X - (PatchSide / 2));
                for (var channel = 0; channel < c; channel++)
                {
                    for (var row = 0; row < PatchSide; row++, target += PatchSide)
                    {
                        // An array of images has more elements than a span's index counts.
                        var first = ((((((long)i * c) + channel) * h) + top + row) * w) + left;
                        for (var column = 0; column < PatchSide; column++)
                            patches[target + column] = source[first + column];
                    }
                }
            }
        });
        var (sums, squares) = (new double[c], new double[c]);
        var values = Floats(shaped);
        for (var p = 0; p < positions.Count; p++)
        {
            for (var channel = 0; channel < c; channel++)
            {
                foreach (var value in values.Slice(((p * c) + channel) * Area, Area))
                {
                    sums[channel] += value;
                    squares[channel] += (double)value * value;
                }
            }
        }
        var count = (double)positions.Count * Area;
        var means = sums.Select(s => s / count).ToArray();
        // A channel without any variation stays 0 instead of becoming NaN.
        var deviations = squares.Select((s, i) => Math.Sqrt(Math.Max((s / count) - (means[i] * means[i]), 0))).Select(d => d > 0 ? d : 1)
            .ToArray();
        shaped.sub_(tensor(means, [1, c, 1], dtype: float32)).div_(tensor(deviations, [1, c, 1], dtype: float32));
        return shaped.reshape(positions.Count, c * Area).MoveToOuterDisposeScope();
    }

    /// <summary>Mean over directions of the Wasserstein-1 distance between the projections.</summary>
    /// <param name="a">float32 n×d.</param>
    /// <param name="b">float32 n×d.</param>
    /// <param name="directions">float32 d×k, columns of length 1.</param>
    internal static double Between(Tensor a, Tensor b, Tensor directions)
    {
        var total = 0.0;
        var directionBlock = Math.Max(1, BlockNumbers / a.shape[0]);
        for (var first = 0L; first < directions.shape[1]; first += directionBlock)
        {
            using var scope = NewDisposeScope();
            var block = directions.narrow(1, first, Math.Min(directionBlock, directions.shape[1] - first)).t().contiguous();
            var (projectionsA, projectionsB) = (block.mm(a.t()), block.mm(b.t()));
            var count = (int)a.shape[0];
            var sums = new double[block.shape[0]];
            Parallel.For(0, sums.Length, k =>
            {
                var x = Floats(projectionsA).Slice(k * count, count);
                var y = Floats(projectionsB).Slice(k * count, count);
                FloatSort.Sort(x);
                FloatSort.Sort(y);
                var sum = 0.0;
                for (var i = 0; i < count; i++)
                    sum += Math.Abs(x[i] - y[i]);
                sums[k] = sum / count;
            });
            total += sums.Sum();
        }
        return total / directions.shape[1];
    }

    private static Span<float> Floats(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);

    private static (int Y, int X)[] DrawPositions(int images, int height, int width, ulong seed, int level)
    {
        var random = new RandomStream(seed, Streams.SwdPatches, level);
        var positions = new (int, int)[images * PatchesPerImage];
        for (var i = 0; i < positions.Length; i++)
            positions[i] =
                (random.NextInt32(height - PatchSide + 1) + (PatchSide / 2), random.NextInt32(width - PatchSide + 1) + (PatchSide / 2));
        return positions;
    }

    private static Tensor DrawDirections(int channels, ulong seed, int level)
    {
        var length = channels * PatchSide * PatchSide;
        var values = new float[length * Directions];
        new RandomStream(seed, Streams.SwdDirections, level).FillNormal(values);
        using var scope = NewDisposeScope();
        var directions = tensor(values, [length, Directions]);
        return (directions / (directions * directions).sum(0, keepdim: true).SquareRoot()).MoveToOuterDisposeScope();
    }
}
