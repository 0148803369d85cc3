using GanBench.Engine;
using static TorchSharp.torch;

namespace GanBench.Metrics.Vendi;

/// <summary>
/// The Vendi score (Friedman and Dieng, "The Vendi score: a diversity evaluation metric for machine learning", TMLR 2023, definition
/// 3.1): exp of the Shannon entropy of the eigenvalues of K/n, where K is the similarity of each two of n vectors, here the cosine of
/// their angle. It is an effective number of different vectors: 1 where all point the same way, n where all are orthogonal; with d
/// features it is d at most, and it grows with n, so only sets of one size may be compared. Computed in float64.
/// </summary>
public static class VendiScore
{
    /// <summary>The score of a set.</summary>
    /// <param name="vectors">
    /// n×d, at least one. A vector of zeros has no direction: all such count as alike, and as orthogonal to every other.
    /// </param>
    /// <returns>From 1 to min(n, d), or d + 1 with vectors of zeros.</returns>
    /// <exception cref="DataException">There are no vectors, or a number is not finite.</exception>
    public static double Compute(Tensor vectors)
    {
        var count = vectors.shape[0];
        if (count < 1)
            throw new DataException("The Vendi score of no vectors is not defined.");
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var x = vectors.to(CPU).to(float64);
        if (!x.isfinite().all().item<bool>())
            throw new DataException("The Vendi score needs finite features; these hold NaN or infinity.");
        var lengths = (x * x).sum(1, keepdim: true).SquareRoot();
        var zero = lengths.eq(Scalars.Zero);
        var unit = x / lengths.masked_fill(zero, Scalars.One);
        // K = UUᵀ and UᵀU have the same eigenvalues but for zeros, which add nothing: the smaller one is decomposed.
        var gram = count <= unit.shape[1] ? unit.mm(unit.t()) : unit.t().mm(unit);
        var shares = linalg.eigvalsh(gram.Over(count)).data<double>().ToArray().Append(zero.sum().item<long>() / (double)count);
        return Math.Exp(-shares.Where(share => share > 0).Sum(share => share * Math.Log(share)));
    }
}
