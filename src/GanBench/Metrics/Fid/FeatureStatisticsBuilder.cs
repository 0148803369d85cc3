using GanBench.Engine;
using static TorchSharp.torch;

namespace GanBench.Metrics.Fid;

/// <summary>
/// Sums feature vectors batch by batch in float64, so that memory is d² numbers however many vectors come. A fixed shift (the first
/// batch's mean) is taken off first, because Σxxᵀ − n·μμᵀ cancels when the mean is large against the spread. Two builders can be merged.
/// </summary>
public sealed class FeatureStatisticsBuilder : IDisposable
{
    private readonly int _dimension;
    private readonly Tensor _scatter;
    private readonly Tensor _sum;
    private readonly List<Tensor> _rows = [];
    private Tensor? _shift;
    private int _count;

    /// <summary>Starts with no vectors.</summary>
    /// <param name="dimension">Length of a vector, d ≥ 1.</param>
    public FeatureStatisticsBuilder(int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dimension);
        _dimension = dimension;
        _scatter = zeros([dimension, dimension], dtype: float64).DetachFromDisposeScope();
        _sum = zeros([dimension], dtype: float64).DetachFromDisposeScope();
    }

    /// <summary>Adds a batch.</summary>
    /// <param name="features">N×d on any device, any floating type; the caller keeps it.</param>
    /// <exception cref="DataException">The vectors have another length, or one holds NaN or infinity.</exception>
    public void Add(Tensor features)
    {
        if (features.dim() != 2 || features.shape[1] != _dimension)
            throw new DataException($"Features must be N×{_dimension} (found {string.Join('×', features.shape)}).");
        if (features.shape[0] == 0)
            return;
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var x = features.to(CPU).to(float64);
        if (!x.isfinite().all().item<bool>())
            throw new DataException($"Features hold NaN or infinity, in vectors {_count} to {_count + x.shape[0] - 1}.");
        _shift ??= x.mean([0]).DetachFromDisposeScope();
        var centred = x - _shift;
        _sum.Add(centred.sum(dim: 0));
        _scatter.Add(centred.t().mm(centred));
        _count += (int)x.shape[0];
        KeepRows(centred);
    }

    /// <summary>Adds all that another builder has seen, as if its batches had been added here.</summary>
    /// <param name="other">The other builder; it stays as it is.</param>
    /// <exception cref="DataException">The vectors have another length.</exception>
    public void Merge(FeatureStatisticsBuilder other)
    {
        if (other._dimension != _dimension)
            throw new DataException($"Cannot merge statistics of {other._dimension} features into statistics of {_dimension}.");
        if (other._shift is null)
            return;
        using var scope = NewDisposeScope();
        _shift ??= other._shift.clone().DetachFromDisposeScope();
        // Σ(x−s)(x−s)ᵀ for our shift s, from sums about theirs t: with δ = t − s, add δΣᵀ + Σδᵀ + nδδᵀ.
        var delta = other._shift - _shift;
        var cross = delta.unsqueeze(1).mm(other._sum.unsqueeze(0));
        _scatter.Add(other._scatter).Add(cross).Add(cross.t()).Add(delta.unsqueeze(1).mm(delta.unsqueeze(0)).Times(other._count));
        _sum.Add(other._sum).Add(delta.Times(other._count));
        var keepsRows = other._rows.Count > 0;
        var complete = keepsRows && (_count == 0 || _rows.Count > 0);
        _count += other._count;
        if (complete)
        {
            foreach (var block in other._rows)
                KeepRows(block.Plus(delta));
        }
        else
        {
            DropRows();
        }
    }

    /// <summary>The statistics of everything added.</summary>
    /// <exception cref="DataException">Fewer than two vectors were added.</exception>
    public FeatureStatistics Build()
    {
        if (_shift is null || _count < 2)
            throw new DataException($"Statistics need at least 2 samples for a covariance (found {_count}).");
        using var scope = NewDisposeScope();
        var offset = _sum.Over(_count);
        var covariance = (_scatter - offset.unsqueeze(1).mm(offset.unsqueeze(0)).Times(_count)).Over(_count - 1);
        var symmetric = covariance.Plus(covariance.t()).Over(2);
        double[]? rows = null;
        if (_rows.Count > 0)
            rows = (cat([.. _rows], 0) - offset).Over(Math.Sqrt(_count - 1)).contiguous().data<double>().ToArray();
        return new FeatureStatistics(
            _count, _shift.Plus(offset).data<double>().ToArray(), symmetric.contiguous().data<double>().ToArray(), rows);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _scatter.Dispose();
        _sum.Dispose();
        _shift?.Dispose();
        DropRows();
    }

    /// <summary>Up to d vectors are smaller than their covariance and an exact root of it: they are kept until there are more.</summary>
    private void KeepRows(Tensor centred)
    {
        if (_count > _dimension)
        {
            DropRows();
            return;
        }
        _rows.Add(centred.clone().DetachFromDisposeScope());
    }

    private void DropRows()
    {
        foreach (var block in _rows)
            block.Dispose();
        _rows.Clear();
    }
}
