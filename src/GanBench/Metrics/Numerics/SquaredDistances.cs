using GanBench.Engine;
using static TorchSharp.torch;

namespace GanBench.Metrics.Numerics;

/// <summary>
/// Squared Euclidean distances between two sets of vectors, block of rows by block of rows, so that 50,000 × 50,000 distances never
/// stand in memory at once. ‖x‖² + ‖y‖² − 2xᵀy in float64; what is below its rounding error counts as exactly 0, so that copies have
/// distance 0, which the neighbourhood metrics depend on.
/// </summary>
internal sealed class SquaredDistances : IDisposable
{
    /// <summary>Numbers in a block: 64 MiB of float64.</summary>
    private const int BlockNumbers = 8 << 20;

    /// <summary>Rounding of the three-term formula relative to ‖x‖² + ‖y‖², for some thousands of terms.</summary>
    private const double RelativeRounding = 1e-13;

    private readonly Tensor _y;
    private readonly Tensor _yNorms;

    /// <summary>Prepares distances to the rows of <paramref name="y"/>.</summary>
    /// <param name="y">M×d.</param>
    public SquaredDistances(Tensor y)
    {
        using var scope = NewDisposeScope();
        // A copy of its own, whatever y is, so that it can be disposed.
        _y = y.to(CPU).to(float64).clone().DetachFromDisposeScope();
        _yNorms = (_y * _y).sum(1).DetachFromDisposeScope();
    }

    /// <summary>Calls <paramref name="use"/> with every block of rows of <paramref name="x"/>.</summary>
    /// <param name="x">N×d.</param>
    /// <param name="use">Takes the first row's index and the squared distances, rows×M float64; may change them.</param>
    public void ForEachBlock(Tensor x, Action<int, Tensor> use)
    {
        var rows = (int)Math.Clamp(BlockNumbers / Math.Max(1, _y.shape[0]), 1, 4096);
        for (var first = 0; first < x.shape[0]; first += rows)
        {
            using var scope = NewDisposeScope();
            using var noGrad = no_grad();
            var block = x.narrow(0, first, Math.Min(rows, x.shape[0] - first)).to(CPU).to(float64);
            var norms = (block * block).sum(1).unsqueeze(1).Plus(_yNorms);
            var squared = block.mm(_y.t()).mul_(Scalars.Of(-2)).Add(norms);
            // Below rounding is zero; this also clears negative values.
            squared.mul_(squared.gt(norms.mul_(Scalars.Of(RelativeRounding))));
            use(first, squared);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _y.Dispose();
        _yNorms.Dispose();
    }
}
