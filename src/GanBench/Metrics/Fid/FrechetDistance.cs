namespace GanBench.Metrics.Fid;

/// <summary>Which library takes the matrix square root.</summary>
public enum FrechetBackend
{
    /// <summary>MathNet.Numerics up to <see cref="FrechetDistance.LargestManagedDimension"/> features, libtorch beyond.</summary>
    Automatic,

    /// <summary>MathNet.Numerics: managed, the reference.</summary>
    MathNet,

    /// <summary>libtorch's LAPACK: some ten times faster at 2048 features.</summary>
    Torch,
}

/// <summary>How Tr (Σ₁Σ₂)^½ was computed; see <see cref="FrechetDistance"/>.</summary>
public enum RootTraceMethod
{
    /// <summary>Σ₁ = LLᵀ is positive definite: eigenvalues of LᵀΣ₂L.</summary>
    Cholesky,

    /// <summary>Σ₁ = QΛQᵀ: eigenvalues of SΣ₂S with S = QΛ^½Qᵀ.</summary>
    Eigenvalues,

    /// <summary>Both sets have at most d vectors: singular values of A₁A₂ᵀ, where Σᵢ = AᵢᵀAᵢ.</summary>
    SingularValues,
}

/// <summary>A Fréchet distance and its parts.</summary>
/// <param name="MeanTerm">‖μ₁ − μ₂‖².</param>
/// <param name="TraceTerm">Tr Σ₁ + Tr Σ₂ − 2 Tr (Σ₁Σ₂)^½; rounding can make it slightly negative for equal sets.</param>
/// <param name="Method">How the root's trace was computed.</param>
public sealed record FrechetResult(double MeanTerm, double TraceTerm, RootTraceMethod Method)
{
    /// <summary>The distance (FID when the features are Inception's): the sum of both terms, not clipped.</summary>
    public double Value => MeanTerm + TraceTerm;
}

/// <summary>
/// The Fréchet distance between two Gaussians, ‖μ₁ − μ₂‖² + Tr Σ₁ + Tr Σ₂ − 2 Tr (Σ₁Σ₂)^½ (Heusel et al., "GANs trained by a two
/// time-scale update rule converge to a local Nash equilibrium", NeurIPS 2017, eq. 6).
/// <para>Σ₁Σ₂ is not symmetric, and general matrix square roots of it give imaginary parts when it is close to singular. Its
/// non-zero eigenvalues are also those of symmetric matrices, whose eigenvalues are real and non-negative up to rounding: those of
/// LᵀΣ₂L (Σ₁ = LLᵀ), of SΣ₂S (S = Σ₁^½), and the squares of the singular values of A₁A₂ᵀ (Σᵢ = AᵢᵀAᵢ). So nothing is added to the
/// diagonal, nothing imaginary is dropped, and rank-deficient covariances are exact.</para>
/// </summary>
public static class FrechetDistance
{
    /// <summary>Up to this many features the managed eigenvalues take less than about 0.1 s.</summary>
    public const int LargestManagedDimension = 256;

    /// <summary>Fewer samples than features of Inception: covariances are singular and the distance is biased upwards.</summary>
    public const int FewSamples = 2048;

    /// <summary>Computes the distance; it is symmetric.</summary>
    /// <param name="a">Statistics of one set.</param>
    /// <param name="b">Statistics of the other.</param>
    /// <param name="backend">Which library takes the root.</param>
    /// <exception cref="DataException">The statistics have different dimensions.</exception>
    public static FrechetResult Compute(FeatureStatistics a, FeatureStatistics b, FrechetBackend backend = FrechetBackend.Automatic)
    {
        if (a.Dimension != b.Dimension)
            throw new DataException(
                $"Cannot compare statistics of {a.Dimension} features with statistics of {b.Dimension}: they come from different "
                + $"extractors.");
        var meanTerm = 0.0;
        for (var i = 0; i < a.Dimension; i++)
        {
            var difference = a.Mean[i] - b.Mean[i];
            meanTerm += difference * difference;
        }
        var managed = backend == FrechetBackend.MathNet || (backend == FrechetBackend.Automatic && a.Dimension <= LargestManagedDimension);
        var (root, method) = managed ? MathNetRootTrace.Compute(a, b) : TorchRootTrace.Compute(a, b);
        return new FrechetResult(meanTerm, a.Trace + b.Trace - (2 * root), method);
    }

    /// <summary>
    /// The cheapest exact method: singular values when both sets are at most as many as features; Cholesky of a covariance that has
    /// full rank, tried by the caller; else eigenvalues.
    /// </summary>
    internal static bool UsesSingularValues(FeatureStatistics a, FeatureStatistics b) => a.Rows is not null && b.Rows is not null;

    /// <summary>The one of both whose covariance may have a Cholesky factor, first.</summary>
    internal static (FeatureStatistics Factored, FeatureStatistics Other) ByRank(FeatureStatistics a, FeatureStatistics b) =>
        a.Rows is not null || a.Count <= a.Dimension ? (b, a) : (a, b);

    /// <summary>Whether a covariance can have full rank, judged by its sample count; unknown counts are tried.</summary>
    internal static bool MayBeFullRank(FeatureStatistics s) => s.Count is null || s.Count > s.Dimension;

    /// <summary>Sum of the square roots of eigenvalues, where rounding below zero counts as zero.</summary>
    internal static double SumOfRoots(IEnumerable<double> eigenvalues) => eigenvalues.Sum(v => Math.Sqrt(Math.Max(v, 0)));
}
