using GanBench.Engine;
using GanBench.Metrics.Numerics;
using static TorchSharp.torch;

namespace GanBench.Metrics.Modes;

/// <summary>
/// How many different images a set shows: the diversity of order 1 of Leinster and Cobbold ("Measuring diversity: the importance of
/// species similarity", Ecology 93, 2012), exp(−mean ln mean k(x, y)). Copies count once, m images in equal shares count m, and images
/// that are near each other count as less than two. Computed in float64, in blocks.
/// </summary>
public static class EffectiveCount
{
    /// <summary>The effective number, with the similarity k(x, y) = exp(−4 ‖x − y‖² / s²): 1 for copies, 0.02 at the distance s.</summary>
    /// <param name="vectors">N×d, at least one.</param>
    /// <param name="spacing">s, from which images count as different.</param>
    /// <returns>From 1 (all alike) to N (all different).</returns>
    public static double Of(Tensor vectors, double spacing)
    {
        var sum = 0.0;
        using var squared = new SquaredDistances(vectors);
        squared.ForEachOwnBlock((_, block) =>
            sum += block.mul_(Scalars.Of(-4 / (spacing * spacing))).exp_().mean([1]).log_().sum().ToNumber());
        return Math.Exp(-sum / vectors.shape[0]);
    }

    /// <summary>The root mean square distance of two vectors of a set, each drawn from all: √(2 · variance).</summary>
    /// <param name="vectors">N×d, at least one.</param>
    public static double Spread(Tensor vectors)
    {
        using var scope = NewDisposeScope();
        return Math.Sqrt(vectors.to(float64).var(0, unbiased: false).sum().ToNumber() * 2);
    }

    /// <summary>The median distance of a vector to the nearest that differs from it: how far apart different images of a set are.</summary>
    /// <param name="vectors">N×d.</param>
    /// <returns>A positive number, or null where all vectors are equal.</returns>
    public static double? Spacing(Tensor vectors)
    {
        var nearest = new List<double>();
        using var squared = new SquaredDistances(vectors);
        squared.ForEachOwnBlock((_, block) =>
        {
            block.masked_fill_(block.eq(Scalars.Zero), Scalars.Of(double.PositiveInfinity));
            nearest.AddRange(block.amin([1]).data<double>().ToArray().Where(double.IsFinite));
        });
        return nearest.Count == 0 ? null : Math.Sqrt(nearest.Order().ElementAt(nearest.Count / 2));
    }
}
