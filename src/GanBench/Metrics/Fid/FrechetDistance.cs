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
    /// <summary>
    /// Σ₁ = LLᵀ and Σ₂ = MMᵀ are positive definite: eigenvalues of LᵀΣ₂L. Where one side has at most d vectors, A₂: singular values of A₂L.
    /// </summary>
    Cholesky,

    /// <summary>A side has a singular covariance and no vectors, A = Λ^½Qᵀ of its eigenvalues: singular values of A₁A₂ᵀ.</summary>
    Eigenvalues,

    /// <summary>Both sets have at most d vectors: singular values of A₁A₂ᵀ, where Σᵢ = AᵢᵀAᵢ.</summary>
    SingularValues,
}

/// <summary>A Fréchet distance and its parts.</summary>
/// <param name="MeanTerm">‖μ₁ − μ₂‖².</param>
/// <param name="TraceTerm">Tr Σ₁ + Tr Σ₂ − 2 Tr (Σ₁Σ₂)^½; rounding can make it slightly negative for equal sets.</param>
/// <param name="Rounding">Bound of the error by rounding: a value that is not above it says no more than 0.</param>
/// <param name="Method">How the root's trace was computed.</param>
public sealed record FrechetResult(double MeanTerm, double TraceTerm, double Rounding, RootTraceMethod Method)
{
    /// <summary>The distance (FID when the features are Inception's): the sum of both terms, not clipped.</summary>
    public double Value => MeanTerm + TraceTerm;
}

/// <summary>
/// The Fréchet distance between two Gaussians, ‖μ₁ − μ₂‖² + Tr Σ₁ + Tr Σ₂ − 2 Tr (Σ₁Σ₂)^½ (Heusel et al., "GANs trained by a two
/// time-scale update rule converge to a local Nash equilibrium", NeurIPS 2017, eq. 6).
/// <para>Σ₁Σ₂ is not symmetric, and general matrix square roots of it give imaginary parts when it is close to singular. The roots of
/// its non-zero eigenvalues are also the singular values of A₁A₂ᵀ for any Aᵢ with Σᵢ = AᵢᵀAᵢ: the centred vectors, a Cholesky factor, or
/// Λ^½Qᵀ of the eigenvalues above rounding. So nothing is added to the diagonal, nothing imaginary is dropped, and rank-deficient
/// covariances are exact, whether their vectors are known or not.</para>
/// </summary>
public static class FrechetDistance
{
    /// <summary>Up to this many features the managed eigenvalues take less than about 0.1 s.</summary>
    public const int LargestManagedDimension = 256;

    /// <summary>Fewer samples than features of Inception: covariances are singular and the distance is biased upwards.</summary>
    public const int FewSamples = 2048;

    /// <summary>Unit of the last place of 1.</summary>
    internal const double Epsilon = 2.220446049250313e-16;

    /// <summary>
    /// Eigenvalues of a covariance may be negative down to this share of the largest. Sums in float32 leave −3e-8 (numpy.cov of 200 or
    /// 1,000 vectors of 2048); what is far below comes of no rounding.
    /// </summary>
    private const double NegativeShare = 1e-5;

    /// <summary>
    /// Variances are sums of squares, which no rounding makes negative but that of a shift, by this share of the largest at most.
    /// </summary>
    private const double NegativeVarianceShare = 1e-12;

    private const string Unnamed = "Feature statistics";

    /// <summary>Computes the distance; it is symmetric.</summary>
    /// <param name="a">Statistics of one set.</param>
    /// <param name="b">Statistics of the other.</param>
    /// <param name="backend">Which library takes the root.</param>
    /// <exception cref="DataException">
    /// The statistics have different dimensions, or a covariance is not positive semidefinite, and so none.
    /// </exception>
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
        var root = managed ? MathNetRootTrace.Compute(a, b) : TorchRootTrace.Compute(a, b);
        // Traces are sums of d terms.
        var rounding = (2 * root.Rounding) + (a.Dimension * Epsilon * (Math.Abs(a.Trace) + Math.Abs(b.Trace)));
        return new FrechetResult(meanTerm, a.Trace + b.Trace - (2 * root.Trace), rounding, root.Method);
    }

    /// <summary>Refuses what is no covariance by its diagonal, which costs next to nothing.</summary>
    /// <param name="s">The statistics.</param>
    internal static void RequireVariances(FeatureStatistics s)
    {
        var variances = Enumerable.Range(0, s.Dimension).Select(i => s.Covariance[(i * s.Dimension) + i]).ToArray();
        var smallest = Array.IndexOf(variances, variances.Min());
        if (variances[smallest] < -NegativeVarianceShare * variances.Max(Math.Abs))
            throw new DataException(FormattableString.Invariant(
                $"{s.Name ?? Unnamed}: sigma is no covariance: the variance of feature {smallest} is {variances[smallest]:G4}."));
    }

    /// <summary>Refuses what is no covariance by its eigenvalues.</summary>
    /// <param name="s">The statistics.</param>
    /// <param name="smallest">The smallest eigenvalue.</param>
    /// <param name="largest">The largest.</param>
    internal static void RequireCovariance(FeatureStatistics s, double smallest, double largest)
    {
        if (smallest < -NegativeShare * Math.Max(Math.Abs(smallest), largest))
            throw new DataException(FormattableString.Invariant(
                $"{s.Name ?? Unnamed}: sigma is no covariance, which is positive semidefinite: its smallest eigenvalue is ")
                + FormattableString.Invariant($"{smallest:G4}, its largest {largest:G4}."));
    }
}
