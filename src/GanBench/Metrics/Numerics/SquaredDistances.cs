using GanBench.Engine;
using static TorchSharp.torch;

namespace GanBench.Metrics.Numerics;

/// <summary>
/// Squared Euclidean distances from the rows of one set to those of another, block of rows by block of rows, so that 50,000 × 50,000
/// distances never stand in memory at once. ‖x − c‖² + ‖y − c‖² − 2(x − c)ᵀ(y − c) in float64 with c the mean of the y, since without it
/// a mean that is large against the spread leaves nothing of the distances; pairs of which it still cancels are computed again
/// (<see cref="ClosePairs"/>). So copies have distance exactly 0, none is negative, and every distance is within
/// <see cref="RelativeRounding"/>.
/// </summary>
internal sealed class SquaredDistances : IDisposable
{
    /// <summary>
    /// Bound of the relative error of a squared distance: the rounding of some thousand terms of ‖x − c‖² + ‖y − c‖² (1e-13 at most, and
    /// commonly 1e-15), of which every distance that is not computed again is at least <see cref="ClosePairs.Share"/>. Squared distances
    /// that differ by less are as good as equal.
    /// </summary>
    public const double RelativeRounding = 1e-9;

    /// <summary>Numbers in a block: 64 MiB of float64.</summary>
    private const int BlockNumbers = 8 << 20;

    private const int MostRows = 4096, CopiedRows = 512;

    private readonly Tensor _original;
    private readonly Tensor _centre;
    private readonly Tensor _y;
    private readonly Tensor _yNorms;

    /// <summary>Prepares distances to the rows of <paramref name="y"/>.</summary>
    /// <param name="y">M×d; stays the caller's, and is needed until this is disposed.</param>
    /// <param name="centre">c, d numbers; null takes the mean of y.</param>
    public SquaredDistances(Tensor y, Tensor? centre = null)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        _original = y;
        // Block by block: a float64 copy of everything beside the one that stays would double the memory.
        _centre = (centre is null ? MeanOf(y) : ToDouble(centre).clone()).DetachFromDisposeScope();
        _y = empty([y.shape[0], y.shape[1]], dtype: float64).DetachFromDisposeScope();
        _yNorms = empty([y.shape[0]], dtype: float64).DetachFromDisposeScope();
        for (var first = 0L; first < y.shape[0]; first += CopiedRows)
        {
            using var block = NewDisposeScope();
            var rows = y.narrow(0, first, Math.Min(CopiedRows, y.shape[0] - first));
            var centred = _y.narrow(0, first, rows.shape[0]).copy_(rows).sub_(_centre);
            _yNorms.narrow(0, first, rows.shape[0]).copy_(Norms(centred));
        }
    }

    /// <summary>Calls <paramref name="use"/> with every block of rows of <paramref name="x"/>.</summary>
    /// <param name="x">N×d.</param>
    /// <param name="use">Takes the first row's index and the squared distances, rows×M float64; may change them.</param>
    public void ForEachBlock(Tensor x, Action<int, Tensor> use)
    {
        ForEachRange(x.shape[0], (first, count) =>
        {
            var original = x.narrow(0, first, count);
            use(first, Squared(ToDouble(original) - _centre, original, diagonal: -1));
        });
    }

    /// <summary>
    /// As <see cref="ForEachBlock"/>, with the rows of y as x; the distances of rows to themselves are 0 without being computed.
    /// </summary>
    /// <param name="use">Takes the first row's index and the squared distances, rows×M float64; may change them.</param>
    /// <param name="diagonal">Stands for the distance of a row to itself.</param>
    public void ForEachOwnBlock(Action<int, Tensor> use, double diagonal = 0)
    {
        var scalar = Scalars.Of(diagonal);
        ForEachRange(_y.shape[0], (first, count) =>
        {
            var squared = Squared(_y.narrow(0, first, count), _original.narrow(0, first, count), first);
            squared.diagonal(first).fill_(scalar);
            use(first, squared);
        });
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _centre.Dispose();
        _y.Dispose();
        _yNorms.Dispose();
    }

    private static Tensor ToDouble(Tensor x) => x.to(CPU).to(float64);

    private static Tensor Norms(Tensor x) => x.Squared().sum(1);

    private static Tensor MeanOf(Tensor y)
    {
        using var scope = NewDisposeScope();
        var sum = zeros([y.shape[1]], dtype: float64);
        for (var first = 0L; first < y.shape[0]; first += CopiedRows)
        {
            using var block = NewDisposeScope();
            sum.Add(ToDouble(y.narrow(0, first, Math.Min(CopiedRows, y.shape[0] - first))).sum(dim: 0));
        }
        return sum.Over(Math.Max(1, y.shape[0])).MoveToOuterDisposeScope();
    }

    private void ForEachRange(long rows, Action<int, long> use)
    {
        var size = (int)Math.Clamp(BlockNumbers / Math.Max(1, _y.shape[0]), 1, MostRows);
        for (var first = 0; first < rows; first += size)
        {
            using var scope = NewDisposeScope();
            using var noGrad = no_grad();
            use(first, Math.Min(size, rows - first));
        }
    }

    private Tensor Squared(Tensor centred, Tensor original, long diagonal)
    {
        var norms = Norms(centred).unsqueeze(1);
        // The factor goes to the few rows, and the norms are added in place: a block is written as few times as can be.
        var squared = centred.Times(-2).mm(_y.t()).Add(norms).Add(_yNorms);
        if (diagonal >= 0)
            squared.diagonal(diagonal).fill_(Scalars.Of(double.PositiveInfinity));
        ClosePairs.Correct(squared, norms, _yNorms, original, _original);
        return squared;
    }
}
