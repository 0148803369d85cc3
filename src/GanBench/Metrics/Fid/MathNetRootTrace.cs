using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;

namespace GanBench.Metrics.Fid;

/// <summary>Tr (Σ₁Σ₂)^½ through MathNet.Numerics: the reference that faster paths must agree with.</summary>
internal static class MathNetRootTrace
{
    public static (double Trace, RootTraceMethod Method) Compute(FeatureStatistics a, FeatureStatistics b)
    {
        if (FrechetDistance.UsesSingularValues(a, b))
            return (BySingularValues(a, b), RootTraceMethod.SingularValues);
        var (first, second) = FrechetDistance.ByRank(a, b);
        return FrechetDistance.MayBeFullRank(first) && TryByCholesky(first, second, out var trace)
            ? (trace, RootTraceMethod.Cholesky)
            : (ByEigenvalues(first, second), RootTraceMethod.Eigenvalues);
    }

    public static double ByEigenvalues(FeatureStatistics a, FeatureStatistics b)
    {
        var evd = Covariance(a).Evd(Symmetricity.Symmetric);
        var roots = evd.EigenValues.Map(v => Math.Sqrt(Math.Max(v.Real, 0)));
        var s = evd.EigenVectors.Multiply(DiagonalMatrix.OfDiagonal(a.Dimension, a.Dimension, roots))
            .TransposeAndMultiply(evd.EigenVectors);
        return SumOfRootEigenvalues(s.Multiply(Covariance(b)).Multiply(s));
    }

    public static bool TryByCholesky(FeatureStatistics a, FeatureStatistics b, out double trace)
    {
        Matrix<double> l;
        try
        {
            l = Covariance(a).Cholesky().Factor;
        }
        catch (ArgumentException)
        {
            // "Matrix must be positive definite": constant features, such as units that never fire, make a covariance singular.
            trace = 0;
            return false;
        }
        trace = SumOfRootEigenvalues(l.TransposeThisAndMultiply(Covariance(b)).Multiply(l));
        return double.IsFinite(trace);
    }

    public static double BySingularValues(FeatureStatistics a, FeatureStatistics b) =>
        Rows(a).TransposeAndMultiply(Rows(b)).Svd(computeVectors: false).S.Sum();

    private static double SumOfRootEigenvalues(Matrix<double> matrix)
    {
        var symmetric = (matrix + matrix.Transpose()) / 2;
        return FrechetDistance.SumOfRoots(symmetric.Evd(Symmetricity.Symmetric).EigenValues.Select(v => v.Real));
    }

    // MathNet stores columns; a symmetric matrix is the same either way.
    private static DenseMatrix Covariance(FeatureStatistics s) => new(s.Dimension, s.Dimension, (double[])s.Covariance.Clone());

    private static Matrix<double> Rows(FeatureStatistics s) =>
        Matrix<double>.Build.DenseOfRowMajor(s.Rows!.Length / s.Dimension, s.Dimension, s.Rows);
}
