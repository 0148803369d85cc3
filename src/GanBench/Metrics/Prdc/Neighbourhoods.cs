using GanBench.Engine;
using GanBench.Metrics.Numerics;
using static TorchSharp.torch;

namespace GanBench.Metrics.Prdc;

/// <summary>
/// Precision and recall by k-nearest-neighbour balls (Kynkäänniemi et al., "Improved precision and recall metric for assessing
/// generative models", NeurIPS 2019), density and coverage (Naeem et al., "Reliable fidelity and diversity metrics for generative
/// models", ICML 2020, eq. 4 and 6). Distances are float64 and computed in blocks: memory grows with N, not N².
/// </summary>
public static class Neighbourhoods
{
    /// <summary>k of the paper on density and coverage, and of StudioGAN.</summary>
    public const int DefaultNeighbours = 5;

    /// <summary>Computes all four.</summary>
    /// <param name="real">N×d.</param>
    /// <param name="fake">M×d.</param>
    /// <param name="k">Which neighbour gives the radius of a ball, from 1 to below the smaller of N and M.</param>
    /// <param name="rule">Whether a ball includes its surface.</param>
    /// <exception cref="DataException">There are not more than k vectors in a set, or the dimensions differ.</exception>
    public static PrdcResult Compute(Tensor real, Tensor fake, int k = DefaultNeighbours, RadiusRule rule = RadiusRule.Below)
    {
        if (real.shape[1] != fake.shape[1])
            throw new DataException($"Cannot compare {real.shape[1]} features with {fake.shape[1]}: they come from different extractors.");
        using var scope = NewDisposeScope();
        var realRadii = SquaredRadii(real, k);
        var fakeRadii = SquaredRadii(fake, k);
        var (n, m) = (real.shape[0], fake.shape[0]);
        var ballsAroundFake = zeros([m], dtype: int64);
        long covered = 0, recalled = 0;
        using var distances = new SquaredDistances(fake);
        distances.ForEachBlock(real, (first, block) =>
        {
            var inReal = Inside(block, realRadii.narrow(0, first, block.shape[0]).unsqueeze(1), rule);
            ballsAroundFake.add_(inReal.sum(dim: 0), Scalars.OneCount);
            covered += inReal.any(1).sum().item<long>();
            recalled += Inside(block, fakeRadii, rule).any(1).sum().item<long>();
        });
        return new PrdcResult(
            Precision: ballsAroundFake.gt(Scalars.Zero).sum().item<long>() / (double)m,
            Recall: recalled / (double)n,
            Density: ballsAroundFake.sum().item<long>() / ((double)k * m),
            Coverage: covered / (double)n);
    }

    /// <summary>Squared distance of every vector to its k-th neighbour in the same set, itself not counted.</summary>
    /// <param name="x">N×d.</param>
    /// <param name="k">1 to N − 1.</param>
    /// <returns>N float64; the caller disposes it.</returns>
    /// <exception cref="DataException">The set has no k other vectors, or k is not positive.</exception>
    public static Tensor SquaredRadii(Tensor x, int k)
    {
        if (k < 1 || x.shape[0] <= k)
            throw new DataException(
                $"Neighbourhoods of {k} neighbours need at least {Math.Max(k, 1) + 1} samples and k of at least 1 (found {x.shape[0]} "
                + $"samples).");
        using var scope = NewDisposeScope();
        var radii = zeros([x.shape[0]], dtype: float64);
        using var distances = new SquaredDistances(x);
        // The vector itself is not one of the k nearest.
        distances.ForEachOwnBlock(
            (first, block) => radii.narrow(0, first, block.shape[0]).copy_(block.topk(k, 1, largest: false, sorted: false).Item1.amax([1])),
            diagonal: double.PositiveInfinity);
        return radii.MoveToOuterDisposeScope();
    }

    // Of a copy the distance is another rounding of the radius: what is equal within rounding lies on the surface.
    private static Tensor Inside(Tensor squared, Tensor squaredRadii, RadiusRule rule) => rule == RadiusRule.Below
        ? squared.lt(squaredRadii.Times(1 - SquaredDistances.RelativeRounding))
        : squared.le(squaredRadii.Times(1 + SquaredDistances.RelativeRounding));
}
