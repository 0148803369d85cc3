using System.Runtime.InteropServices;
using GanBench.Engine;
using static TorchSharp.torch;

namespace GanBench.Metrics.Fid;

/// <summary>Tr (Σ₁Σ₂)^½ through libtorch's LAPACK, on the CPU in float64; the same formulas as <see cref="MathNetRootTrace"/>.</summary>
internal static class TorchRootTrace
{
    public static (double Trace, RootTraceMethod Method) Compute(FeatureStatistics a, FeatureStatistics b)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        if (FrechetDistance.UsesSingularValues(a, b))
            return (BySingularValues(a, b), RootTraceMethod.SingularValues);
        var (first, second) = FrechetDistance.ByRank(a, b);
        return FrechetDistance.MayBeFullRank(first) && TryByCholesky(first, second, out var trace)
            ? (trace, RootTraceMethod.Cholesky)
            : (ByEigenvalues(first, second), RootTraceMethod.Eigenvalues);
    }

    private static double ByEigenvalues(FeatureStatistics a, FeatureStatistics b)
    {
        var (values, vectors) = linalg.eigh(Covariance(a));
        var s = (vectors * values.clamp(min: Scalars.Zero).sqrt()).mm(vectors.t());
        return SumOfRootEigenvalues(s.mm(Covariance(b)).mm(s));
    }

    private static bool TryByCholesky(FeatureStatistics a, FeatureStatistics b, out double trace)
    {
        Tensor l;
        try
        {
            l = linalg.cholesky(Covariance(a));
        }
        catch (ExternalException)
        {
            trace = 0;
            return false;
        }
        trace = SumOfRootEigenvalues(l.t().mm(Covariance(b)).mm(l));
        return double.IsFinite(trace);
    }

    private static double BySingularValues(FeatureStatistics a, FeatureStatistics b) =>
        linalg.svdvals(Rows(a).mm(Rows(b).t())).sum().item<double>();

    private static double SumOfRootEigenvalues(Tensor matrix) =>
        linalg.eigvalsh(matrix.Plus(matrix.t()).Over(2)).clamp(min: Scalars.Zero).sqrt().sum().item<double>();

    private static Tensor Covariance(FeatureStatistics s) => tensor(s.Covariance, [s.Dimension, s.Dimension]);

    private static Tensor Rows(FeatureStatistics s) => tensor(s.Rows!, [s.Rows!.Length / s.Dimension, s.Dimension]);
}
