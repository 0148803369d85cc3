namespace GanBench.Metrics.Fid;

/// <summary>Tr (Σ₁Σ₂)^½ and how well it is known.</summary>
/// <param name="Trace">The trace.</param>
/// <param name="Rounding">
/// Bound of its error by rounding, and by what of a covariance is no more than that: eigenvalues that are left out.
/// </param>
/// <param name="Method">How it was computed.</param>
internal sealed record RootTraceResult(double Trace, double Rounding, RootTraceMethod Method);

/// <summary>
/// Tr (Σ₁Σ₂)^½ as the sum of the singular values of A₁A₂ᵀ, where Σᵢ = AᵢᵀAᵢ. A is what the statistics keep (centred vectors), or the
/// Cholesky factor, or, of a singular covariance, Λ^½Qᵀ of the eigenvalues that stand out of rounding: those that do not are zeros,
/// whose square roots would add up to far more than rounding.
/// </summary>
/// <typeparam name="T">A matrix of the library that computes.</typeparam>
internal abstract class RootTrace<T>
    where T : class
{
    /// <summary>The centred vectors, n×d.</summary>
    protected abstract T Rows(FeatureStatistics s);

    /// <summary>Lᵀ where Σ = LLᵀ, and its diagonal; null where Σ is not positive definite.</summary>
    protected abstract (T Root, double[] Diagonal)? Cholesky(FeatureStatistics s);

    /// <summary>Eigenvalues of Σ, ascending, and their vectors as columns.</summary>
    protected abstract (double[] Values, T Vectors) Eigen(FeatureStatistics s);

    /// <summary>The last of the vectors as rows, each times a factor.</summary>
    protected abstract T ScaledRows(T vectors, double[] factors);

    /// <summary>Singular values of abᵀ.</summary>
    protected abstract double[] SingularValues(T a, T b);

    /// <summary>Their squares, of two d×d upper triangles: faster, and as good where none is small.</summary>
    protected abstract double[] SquaredSingularValues(T a, T b);

    /// <summary>Computes the trace.</summary>
    /// <exception cref="DataException">A covariance is not positive semidefinite.</exception>
    protected RootTraceResult Of(FeatureStatistics a, FeatureStatistics b)
    {
        var (first, second) = (Root(a), Root(b));
        if (first.Method == RootTraceMethod.Cholesky && second.Method == RootTraceMethod.Cholesky)
            return ByEigenvalues(SquaredSingularValues(first.Matrix!, second.Matrix!));
        var method = first.Method == RootTraceMethod.Eigenvalues || second.Method == RootTraceMethod.Eigenvalues
            ? RootTraceMethod.Eigenvalues
            : first.Method == second.Method ? first.Method : RootTraceMethod.Cholesky;
        var lost = first.Lost + second.Lost;
        // Constant vectors: nothing of a covariance is left.
        if (first.Matrix is null || second.Matrix is null)
            return new RootTraceResult(0, lost, method);
        var values = SingularValues(first.Matrix, second.Matrix);
        return new RootTraceResult(values.Sum(), lost + (4 * FrechetDistance.Epsilon * values.Length * values.Max()), method);
    }

    private static RootTraceResult ByEigenvalues(double[] values)
    {
        // An error η of an eigenvalue λ is one of η / 2√λ of its root, or of √η where λ is no larger.
        var error = values.Length * FrechetDistance.Epsilon * values.Max();
        var rounding = values.Sum(v => v > error ? error / (2 * Math.Sqrt(v)) : Math.Sqrt(error));
        return new RootTraceResult(values.Sum(v => Math.Sqrt(Math.Max(v, 0))), rounding, RootTraceMethod.Cholesky);
    }

    private (T? Matrix, RootTraceMethod Method, double Lost) Root(FeatureStatistics s)
    {
        if (s.Rows is not null)
            return (Rows(s), RootTraceMethod.SingularValues, 0);
        // Unknown counts are tried. A singular covariance can have a factor by rounding, with a diagonal of rounding.
        if ((s.Count is null || s.Count > s.Dimension) && Cholesky(s) is var (root, diagonal)
            && Array.TrueForAll(diagonal, v => v * v > Negligible(s, diagonal.Max() * diagonal.Max())))
            return (root, RootTraceMethod.Cholesky, 0);
        return EigenRoot(s);
    }

    private (T? Matrix, RootTraceMethod Method, double Lost) EigenRoot(FeatureStatistics s)
    {
        var (values, vectors) = Eigen(s);
        FrechetDistance.RequireCovariance(s, values[0], values[^1]);
        var kept = values.Count(v => v > Negligible(s, values[^1]));
        var lost = values.Take(values.Length - kept).Sum(Math.Abs);
        return (
            kept == 0 ? null : ScaledRows(vectors, [.. values.TakeLast(kept).Select(Math.Sqrt)]), RootTraceMethod.Eigenvalues, lost);
    }

    private static double Negligible(FeatureStatistics s, double largest) => 4 * s.Dimension * FrechetDistance.Epsilon * largest;
}
