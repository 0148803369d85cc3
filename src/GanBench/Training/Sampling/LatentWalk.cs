using GanBench.Random;
using GanBench.Recipes;

namespace GanBench.Training.Sampling;

/// <summary>
/// Ways between latent vectors along great circles (spherical interpolation, White 2016, arXiv:1609.04468): points of a straight line
/// between two normal vectors would be shorter than any that the generator was trained on. Uniform latents are walked as the normal ones
/// of the same probabilities, so that they stay inside [-1, 1] and as likely as in training.
/// </summary>
public static class LatentWalk
{
    // Below this sine of their angle two vectors point the same way, and a straight line is as good.
    private const double SmallestSine = 1e-6;

    /// <summary>For each vector but the last: it, the points between it and the next, and the next.</summary>
    /// <param name="latents">At least two vectors.</param>
    /// <param name="between">Points between two vectors.</param>
    /// <param name="distribution">What the vectors are drawn from.</param>
    public static LatentSet Rows(LatentSet latents, int between, LatentDistribution distribution) => Collect(
        latents, distribution,
        from pair in Enumerable.Range(0, latents.Count - 1)
        from place in Enumerable.Range(0, between + 2)
        select (pair, pair + 1, place / (between + 1.0)));

    /// <summary>All vectors with the points between them, and back from the last to the first: a loop without a jump.</summary>
    /// <inheritdoc cref="Rows"/>
    public static LatentSet Loop(LatentSet latents, int between, LatentDistribution distribution) => Collect(
        latents, distribution,
        from start in Enumerable.Range(0, latents.Count)
        from place in Enumerable.Range(0, between + 1)
        select (start, (start + 1) % latents.Count, place / (between + 1.0)));

    private static LatentSet Collect(
        LatentSet latents, LatentDistribution distribution, IEnumerable<(int From, int To, double Share)> places) =>
        latents with { Values = [.. places.SelectMany(p => Between(latents[p.From], latents[p.To], p.Share, distribution))] };

    private static float[] Between(ReadOnlySpan<float> from, ReadOnlySpan<float> to, double share, LatentDistribution distribution)
    {
        // The ends are given out as they are, not as rounding leaves them.
        if (share is 0 or 1)
            return (share == 0 ? from : to).ToArray();
        return distribution == LatentDistribution.Normal
            ? Spherical(from, to, share)
            : [.. Spherical(ToNormal(from), ToNormal(to), share).Select(x => (float)((2 * LatentSet.Probability(x)) - 1))];
    }

    private static float[] ToNormal(ReadOnlySpan<float> uniform)
    {
        var normal = new float[uniform.Length];
        for (var i = 0; i < normal.Length; i++)
            normal[i] = (float)NormalQuantile.At(Math.Clamp((uniform[i] + 1.0) / 2, 1e-9, 1 - 1e-9));
        return normal;
    }

    private static float[] Spherical(ReadOnlySpan<float> from, ReadOnlySpan<float> to, double share)
    {
        double product = 0, fromSquare = 0, toSquare = 0;
        for (var i = 0; i < from.Length; i++)
        {
            product += (double)from[i] * to[i];
            fromSquare += (double)from[i] * from[i];
            toSquare += (double)to[i] * to[i];
        }
        var angle = Math.Acos(Math.Clamp(product / Math.Sqrt(Math.Max(double.Epsilon, fromSquare * toSquare)), -1, 1));
        var sine = Math.Sin(angle);
        var (first, second) = sine < SmallestSine
            ? (1 - share, share)
            : (Math.Sin((1 - share) * angle) / sine, Math.Sin(share * angle) / sine);
        var result = new float[from.Length];
        for (var i = 0; i < result.Length; i++)
            result[i] = (float)((first * from[i]) + (second * to[i]));
        return result;
    }
}
