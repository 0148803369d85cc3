using GanBench.Engine;
using GanBench.Random;
using static TorchSharp.torch;

namespace GanBench.Metrics.Mind;

/// <summary>
/// The Monge inception distance (Berthet et al., "MIND: Monge Inception Distance for Generative Models Evaluation", arXiv 2605.06797),
/// as torch-fidelity 0.5 defines it: α times the sliced squared 2-Wasserstein distance of two sets of features,
/// α/(nM) · Σᵢⱼ (sort(Xuᵢ)ⱼ − sort(Yuᵢ)ⱼ)² over M directions uᵢ, with α = 3d so that a shift by δ costs 3‖δ‖² on average. Unlike the
/// Fréchet distance it sees more than two moments. It is not zero between two samples of one distribution. All sums are float64;
/// torch-fidelity's are float32.
/// </summary>
public static class MindDistance
{
    /// <summary>Directions of torch-fidelity (<c>mind_num_projections</c>).</summary>
    public const int DefaultProjections = 1000;

    /// <summary>Projections that stand in memory at once, for each set: 64 MiB of float64.</summary>
    private const int BlockNumbers = 8 << 20;

    /// <summary>The distance along given directions.</summary>
    /// <param name="x">N×d, in a random order: where the other set has fewer, its first ones are compared.</param>
    /// <param name="y">M×d, likewise.</param>
    /// <param name="directions">float64 k×d, rows of length 1.</param>
    /// <exception cref="DataException">The dimensions differ, or a set is empty.</exception>
    public static double Compute(Tensor x, Tensor y, Tensor directions)
    {
        if (x.shape[1] != y.shape[1])
            throw new DataException($"Cannot compare {x.shape[1]} features with {y.shape[1]}: they come from different extractors.");
        var count = Math.Min(x.shape[0], y.shape[0]);
        if (count < 1)
            throw new DataException($"MIND needs samples in both sets (found {x.shape[0]} and {y.shape[0]}).");
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var (a, b) = (Columns(x, count), Columns(y, count));
        var rows = Math.Max(1, BlockNumbers / count);
        var total = 0.0;
        for (var first = 0L; first < directions.shape[0]; first += rows)
        {
            using var block = NewDisposeScope();
            var along = directions.narrow(0, first, Math.Min(rows, directions.shape[0] - first));
            var difference = Sorted(along.mm(a)) - Sorted(along.mm(b));
            total += difference.mul_(difference).sum().ToNumber();
        }
        return 3.0 * x.shape[1] * total / (count * directions.shape[0]);
    }

    /// <summary>Random directions: normal numbers, brought to length 1.</summary>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="dimension">Length of a feature vector.</param>
    /// <param name="seed">Decides them.</param>
    /// <returns>float64 count×dimension; the caller disposes it.</returns>
    public static Tensor Directions(int count, int dimension, ulong seed)
    {
        var values = new double[count * dimension];
        var random = new RandomStream(seed, Streams.MindDirections);
        for (var i = 0; i < values.Length; i++)
            values[i] = random.NextNormal();
        using var scope = NewDisposeScope();
        var directions = tensor(values, [count, dimension]);
        return (directions / (directions * directions).sum(1, keepdim: true).SquareRoot()).MoveToOuterDisposeScope();
    }

    private static Tensor Columns(Tensor set, long count) => set.narrow(0, 0, count).to(CPU).to(float64).t();

    private static Tensor Sorted(Tensor projections) => projections.sort(dim: 1).Values;
}
