using GanBench.Engine;
using static TorchSharp.torch;

namespace GanBench.Metrics.Numerics;

/// <summary>
/// Distances of pairs that are close against their distance from the centre, of which the three terms of
/// <see cref="SquaredDistances"/> leave only rounding. Few are computed as Σ(x − y)²; where there are many, they are clusters, whose
/// distances are right about a centre inside.
/// </summary>
internal static class ClosePairs
{
    /// <summary>Pairs are close below this share of ‖x − c‖² + ‖y − c‖².</summary>
    public const double Share = 1e-4;

    /// <summary>Close pairs per row up to which each is computed on its own.</summary>
    private const long FewPerRow = 32;

    /// <summary>Numbers of differences that stand in memory at once.</summary>
    private const long ChunkNumbers = 4 << 20;

    /// <summary>Replaces the distances of close pairs.</summary>
    /// <param name="squared">Squared distances, n×m float64, changed.</param>
    /// <param name="xNorms">‖x − c‖², n×1.</param>
    /// <param name="yNorms">‖y − c‖², m.</param>
    /// <param name="x">The n vectors as they were given.</param>
    /// <param name="y">The m vectors as they were given.</param>
    public static void Correct(Tensor squared, Tensor xNorms, Tensor yNorms, Tensor x, Tensor y)
    {
        using var scope = NewDisposeScope();
        // The nearest of a row is enough to leave most rows out without a second pass over the block.
        var rows = squared.amin([1]).lt(xNorms.squeeze(1).Plus(yNorms.max()).Times(Share)).nonzero().flatten();
        if (rows.shape[0] == 0)
            return;
        var some = squared.index_select(0, rows);
        var close = some.lt(xNorms.index_select(0, rows).Plus(yNorms).mul_(Scalars.Of(Share)));
        var count = close.sum().item<long>();
        if (count == 0)
            return;
        var ofRows = x.index_select(0, rows.to(x.device));
        while (count > FewPerRow * rows.shape[0])
        {
            AboutOneOfThem(some, close, ofRows, y);
            count = close.sum().item<long>();
        }
        OneByOne(some, close, ofRows, y);
        squared.index_copy_(0, rows, some);
    }

    // The row with most close pairs and one of these show a cluster: all that is close to either.
    private static void AboutOneOfThem(Tensor squared, Tensor close, Tensor x, Tensor y)
    {
        using var scope = NewDisposeScope();
        var columns = close.select(0, close.sum(1).argmax().item<long>()).nonzero().flatten();
        var centre = columns[0].item<long>();
        var rows = close.select(1, centre).nonzero().flatten();
        using var distances = new SquaredDistances(
            y.index_select(0, columns.to(y.device)), y.narrow(0, centre, 1).squeeze(0));
        var chosen = x.index_select(0, rows.to(x.device));
        distances.ForEachBlock(chosen, (first, block) =>
        {
            var part = rows.narrow(0, first, block.shape[0]).unsqueeze(1);
            squared.index_put_(block, part, columns);
            close.index_put_(zeros_like(block, dtype: ScalarType.Bool), part, columns);
        });
    }

    private static void OneByOne(Tensor squared, Tensor close, Tensor x, Tensor y)
    {
        using var scope = NewDisposeScope();
        var pairs = close.nonzero();
        var size = Math.Max(1, ChunkNumbers / Math.Max(1, x.shape[1]));
        for (var first = 0L; first < pairs.shape[0]; first += size)
        {
            using var chunk = NewDisposeScope();
            var part = pairs.narrow(0, first, Math.Min(size, pairs.shape[0] - first));
            var (i, j) = (part.select(1, 0), part.select(1, 1));
            var difference = x.index_select(0, i.to(x.device)).to(CPU).to(float64) - y.index_select(0, j.to(y.device)).to(CPU).to(float64);
            squared.index_put_(difference.mul_(difference).sum(1), i, j);
        }
    }
}
