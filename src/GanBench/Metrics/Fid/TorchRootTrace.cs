using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace GanBench.Metrics.Fid;

/// <summary>Tr (Σ₁Σ₂)^½ through libtorch's LAPACK, on the CPU in float64; the same formulas as <see cref="MathNetRootTrace"/>.</summary>
internal sealed class TorchRootTrace : RootTrace<Tensor>
{
    /// <summary>Columns that are multiplied at once, of products of which a half is known.</summary>
    private const long BlockColumns = 256;

    /// <inheritdoc cref="RootTrace{T}.Of"/>
    public static RootTraceResult Compute(FeatureStatistics a, FeatureStatistics b)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        return new TorchRootTrace().Of(a, b);
    }

    protected override Tensor Rows(FeatureStatistics s) => tensor(s.Rows!, [s.Rows!.Length / s.Dimension, s.Dimension]);

    protected override (Tensor Root, double[] Diagonal)? Cholesky(FeatureStatistics s)
    {
        try
        {
            var factor = linalg.cholesky(Covariance(s));
            return (factor.t(), Values(factor.diagonal()));
        }
        catch (ExternalException)
        {
            return null;
        }
    }

    protected override (double[] Values, Tensor Vectors) Eigen(FeatureStatistics s)
    {
        var (values, vectors) = linalg.eigh(Covariance(s));
        return (Values(values), vectors);
    }

    protected override Tensor ScaledRows(Tensor vectors, double[] factors) =>
        vectors.narrow(1, vectors.shape[1] - factors.Length, factors.Length).t() * tensor(factors).unsqueeze(1);

    protected override double[] SingularValues(Tensor a, Tensor b) => Values(linalg.svdvals(a.mm(b.t())));

    protected override double[] SquaredSingularValues(Tensor a, Tensor b)
    {
        // From row i on, a and b have no columns before i; and of the symmetric product LAPACK reads the lower half.
        var d = a.shape[0];
        var (product, lower) = (empty([d, d], dtype: float64), zeros([d, d], dtype: float64));
        for (var i = 0L; i < d; i += BlockColumns)
        {
            var (size, rest) = (Math.Min(BlockColumns, d - i), d - i);
            product.narrow(0, i, size).copy_(a.narrow(0, i, size).narrow(1, i, rest).mm(b.narrow(1, i, rest).t()));
        }
        for (var i = 0L; i < d; i += BlockColumns)
        {
            var (size, rest) = (Math.Min(BlockColumns, d - i), d - i);
            lower.narrow(0, i, rest).narrow(1, i, size).copy_(product.narrow(1, i, rest).t().mm(product.narrow(1, i, size)));
        }
        return Values(linalg.eigvalsh(lower));
    }

    private static double[] Values(Tensor vector) => vector.contiguous().data<double>().ToArray();

    private static Tensor Covariance(FeatureStatistics s) => tensor(s.Covariance, [s.Dimension, s.Dimension]);
}
