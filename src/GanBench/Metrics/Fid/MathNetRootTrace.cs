using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;

namespace GanBench.Metrics.Fid;

/// <summary>Tr (Σ₁Σ₂)^½ through MathNet.Numerics: the reference that faster paths must agree with.</summary>
internal sealed class MathNetRootTrace : RootTrace<Matrix<double>>
{
    /// <inheritdoc cref="RootTrace{T}.Of"/>
    public static RootTraceResult Compute(FeatureStatistics a, FeatureStatistics b) => new MathNetRootTrace().Of(a, b);

    protected override Matrix<double> Rows(FeatureStatistics s) =>
        Matrix<double>.Build.DenseOfRowMajor(s.Rows!.Length / s.Dimension, s.Dimension, s.Rows);

    protected override (Matrix<double> Root, double[] Diagonal)? Cholesky(FeatureStatistics s)
    {
        try
        {
            var factor = Covariance(s).Cholesky().Factor;
            var diagonal = factor.Diagonal().ToArray();
            return Array.TrueForAll(diagonal, double.IsFinite) ? (factor.Transpose(), diagonal) : null;
        }
        catch (ArgumentException)
        {
            // "Matrix must be positive definite": constant features, such as units that never fire, make a covariance singular.
            return null;
        }
    }

    protected override (double[] Values, Matrix<double> Vectors) Eigen(FeatureStatistics s)
    {
        var evd = Covariance(s).Evd(Symmetricity.Symmetric);
        return ([.. evd.EigenValues.Select(v => v.Real)], evd.EigenVectors);
    }

    protected override Matrix<double> ScaledRows(Matrix<double> vectors, double[] factors) =>
        DiagonalMatrix.OfDiagonal(factors.Length, factors.Length, factors).Multiply(
            vectors.SubMatrix(0, vectors.RowCount, vectors.ColumnCount - factors.Length, factors.Length).Transpose());

    protected override double[] SingularValues(Matrix<double> a, Matrix<double> b) =>
        a.TransposeAndMultiply(b).Svd(computeVectors: false).S.ToArray();

    protected override double[] SquaredSingularValues(Matrix<double> a, Matrix<double> b)
    {
        var product = a.TransposeAndMultiply(b);
        return [.. product.TransposeThisAndMultiply(product).Evd(Symmetricity.Symmetric).EigenValues.Select(v => v.Real)];
    }

    // MathNet stores columns; a symmetric matrix is the same either way.
    private static DenseMatrix Covariance(FeatureStatistics s) => new(s.Dimension, s.Dimension, (double[])s.Covariance.Clone());
}
