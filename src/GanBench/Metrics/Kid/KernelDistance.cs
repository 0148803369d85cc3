using GanBench.Random;
using static TorchSharp.torch;

namespace GanBench.Metrics.Kid;

/// <summary>A kernel distance over subsets.</summary>
/// <param name="Mean">Mean over subsets; unbiased, so it can be slightly negative for equal distributions.</param>
/// <param name="StandardDeviation">Population standard deviation over subsets.</param>
public sealed record KernelDistanceResult(double Mean, double StandardDeviation);

/// <summary>
/// The kernel inception distance (Bińkowski et al., "Demystifying MMD GANs", ICLR 2018): the unbiased squared maximum mean discrepancy
/// under k(x, y) = (xᵀy/d + 1)³, averaged over subsets drawn without replacement; or the same under another kernel. All sums are float64.
/// </summary>
public static class KernelDistance
{
    /// <summary>Subsets of torch-fidelity, StyleGAN2-ADA and clean-fid.</summary>
    public const int DefaultSubsets = 100;

    /// <summary>Vectors per subset, there too.</summary>
    public const int DefaultSubsetSize = 1000;

    /// <summary>The unbiased MMD² of two sets of the same size m ≥ 2.</summary>
    /// <param name="x">m×d.</param>
    /// <param name="y">m×d.</param>
    /// <param name="kernel">The kernel; null for KID's.</param>
    /// <exception cref="DataException">The sizes do not fit.</exception>
    public static double UnbiasedMmd2(Tensor x, Tensor y, KidKernel? kernel = null) =>
        Compute(x, y, subsets: 1, subsetSize: (int)x.shape[0], seed: 0, kernel).Mean;

    /// <summary>Averages over subsets.</summary>
    /// <param name="x">N×d, one set.</param>
    /// <param name="y">M×d, the other.</param>
    /// <param name="subsets">How many subsets, at least 1.</param>
    /// <param name="subsetSize">Vectors of each set in a subset, from 2 to the smaller of N and M.</param>
    /// <param name="seed">Decides the subsets.</param>
    /// <param name="kernel">The kernel; null for KID's.</param>
    /// <param name="draw">How subsets are drawn.</param>
    /// <exception cref="DataException">
    /// A set has fewer vectors than a subset, the dimensions differ, or NumPy takes no such seed.
    /// </exception>
    public static KernelDistanceResult Compute(
        Tensor x, Tensor y, int subsets, int subsetSize, ulong seed, KidKernel? kernel = null, SubsetDraw draw = SubsetDraw.Own)
    {
        if (x.shape[1] != y.shape[1])
            throw new DataException($"Cannot compare {x.shape[1]} features with {y.shape[1]}: they come from different extractors.");
        if (subsetSize < 2 || x.shape[0] < subsetSize || y.shape[0] < subsetSize)
        {
            throw new DataException(
                $"KID needs at least {Math.Max(2, subsetSize)} samples in both sets for its subsets of {subsetSize} (found {x.shape[0]} "
                + $"and {y.shape[0]}).");
        }
        var (ofX, ofY) = draw == SubsetDraw.Own
            ? (Draw((int)x.shape[0], subsets, subsetSize, seed, 0), Draw((int)y.shape[0], subsets, subsetSize, seed, 1))
            : DrawAsNumpy((int)x.shape[0], (int)y.shape[0], subsets, subsetSize, seed);
        kernel ??= PolynomialKernel.Cubic;
        double m = subsetSize;
        var xx = KernelSums.Compute(kernel, x, ofX, x, ofX, skipDiagonal: true);
        var yy = KernelSums.Compute(kernel, y, ofY, y, ofY, skipDiagonal: true);
        var xy = KernelSums.Compute(kernel, x, ofX, y, ofY, skipDiagonal: false);
        var values = new double[subsets];
        for (var s = 0; s < subsets; s++)
            values[s] = ((xx[s] + yy[s]) / (m * (m - 1))) - (2 * xy[s] / (m * m));
        var mean = values.Average();
        return new KernelDistanceResult(mean, Math.Sqrt(values.Average(v => (v - mean) * (v - mean))));
    }

    private static int[][] Draw(int count, int subsets, int size, ulong seed, int set)
    {
        var result = new int[subsets][];
        for (var s = 0; s < subsets; s++)
        {
            result[s] = new RandomStream(seed, Streams.KidSubsets, (2L * s) + set).Permutation(count)[..size];
            Array.Sort(result[s]);
        }
        return result;
    }

    private static (int[][] OfX, int[][] OfY) DrawAsNumpy(int countX, int countY, int subsets, int size, ulong seed)
    {
        if (seed > uint.MaxValue)
            throw new DataException($"NumPy takes seeds up to {uint.MaxValue} (was {seed}).");
        var (random, ofX, ofY) = (new NumpyRandomState((uint)seed), new int[subsets][], new int[subsets][]);
        for (var s = 0; s < subsets; s++)
            (ofX[s], ofY[s]) = (random.Choice(countX, size), random.Choice(countY, size));
        return (ofX, ofY);
    }
}
