using GanBench.Metrics.Fid;
using static TorchSharp.torch;

namespace GanBench.Tests.Metrics;

public sealed class FrechetDistanceTests
{
    public static TheoryData<int> Cases => [.. Enumerable.Range(0, 8)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Compute_GoldenFeatures_EqualsSciPy(int index)
    {
        var golden = MetricsGolden.Load("metrics_frechet.json").GetProperty("cases")[index];
        var (d, n1, n2) = ((int)golden.Number("d"), (int)golden.Number("n1"), (int)golden.Number("n2"));
        var (a, b) = (Statistics(1, n1, d), Statistics(2, n2, d, 1.125));

        var torch = FrechetDistance.Compute(a, b, FrechetBackend.Torch);

        // Where a covariance is singular, eigenvalues that should be 0 cost digits, SciPy's sqrtm more of them; singular values do not.
        MetricsGolden.AssertRelative(golden.Number("svd"), torch.Value, torch.Method == RootTraceMethod.SingularValues ? 1e-11 : 1e-7);
        MetricsGolden.AssertRelative(golden.Number("sqrtm"), torch.Value, 1e-6);
        if (d <= 192)
            MetricsGolden.AssertRelative(torch.Value, FrechetDistance.Compute(a, b, FrechetBackend.MathNet).Value, 1e-8);
    }

    [Theory]
    [InlineData(FrechetBackend.MathNet)]
    [InlineData(FrechetBackend.Torch)]
    public void Compute_ThreeMethods_Agree(FrechetBackend backend)
    {
        // Full rank on both sides, so that all three ways are open: without counts and rows only what Cholesky and eigenvalues need.
        var (a, b) = (Statistics(1, 30, 48), Statistics(2, 40, 48));

        var bySingularValues = FrechetDistance.Compute(a, b, backend);
        var byEigenvalues = FrechetDistance.Compute(
            new FeatureStatistics(a.Count, a.Mean, a.Covariance), new FeatureStatistics(b.Count, b.Mean, b.Covariance), backend);

        Assert.Equal(RootTraceMethod.SingularValues, bySingularValues.Method);
        Assert.Equal(RootTraceMethod.Eigenvalues, byEigenvalues.Method);
        // Eigenvalues that are zero come out as rounding, whose square roots add up.
        MetricsGolden.AssertRelative(bySingularValues.Value, byEigenvalues.Value, 1e-6);
    }

    [Theory]
    [InlineData(FrechetBackend.MathNet)]
    [InlineData(FrechetBackend.Torch)]
    public void Compute_OneSideFullRank_UsesCholeskyOfThatSide(FrechetBackend backend)
    {
        var (few, many) = (Statistics(1, 20, 32), Statistics(2, 100, 32));

        var forward = FrechetDistance.Compute(few, many, backend);
        var backward = FrechetDistance.Compute(many, few, backend);

        Assert.Equal(RootTraceMethod.Cholesky, forward.Method);
        MetricsGolden.AssertRelative(forward.Value, backward.Value, 1e-12);
    }

    [Theory]
    [InlineData(FrechetBackend.MathNet)]
    [InlineData(FrechetBackend.Torch)]
    public void Compute_DiagonalCovariances_EqualsClosedForm(FrechetBackend backend)
    {
        const int D = 20;
        var (a, b) = (Diagonal(i => 1 + i, i => i), Diagonal(i => 2 + (i * i), i => 0.5 * i));

        // Σ (mᵢ − nᵢ)² + Σ (√aᵢ − √bᵢ)²
        var expected = Enumerable.Range(0, D).Sum(i => (0.25 * i * i) + Math.Pow(Math.Sqrt(1 + i) - Math.Sqrt(2 + (i * i)), 2));

        MetricsGolden.AssertRelative(expected, FrechetDistance.Compute(a, b, backend).Value, 1e-12);

        static FeatureStatistics Diagonal(Func<int, double> variance, Func<int, double> mean)
        {
            var covariance = new double[D * D];
            for (var i = 0; i < D; i++)
                covariance[(i * D) + i] = variance(i);
            return new FeatureStatistics(null, [.. Enumerable.Range(0, D).Select(mean)], covariance);
        }
    }

    [Theory]
    [InlineData(20)]
    [InlineData(200)]
    public void Compute_IdenticalSets_IsZeroWithinRounding(int count)
    {
        var statistics = Statistics(3, count, 64);

        var result = FrechetDistance.Compute(statistics, statistics);

        Assert.True(Math.Abs(result.Value) <= 1e-6 * statistics.Trace, $"{result.Value}");
    }

    [Fact]
    public void Compute_EqualCovariances_IsTheMeansDistance()
    {
        var a = Statistics(4, 100, 16);
        var b = new FeatureStatistics(a.Count, [.. a.Mean.Select(m => m + 3)], a.Covariance);

        MetricsGolden.AssertRelative(16 * 9.0, FrechetDistance.Compute(a, b).Value, 1e-10);
    }

    [Fact]
    public void Compute_ConstantFeature_FallsBackToEigenvalues()
    {
        using var features = GoldenNoise.Features(5, 100, 16);
        features.select(1, 3).fill_(0);
        var a = Build(features);

        var result = FrechetDistance.Compute(a, Statistics(6, 100, 16), FrechetBackend.MathNet);

        // An eigenvalue that should be 0 comes out as rounding, and its square root is half the digits.
        Assert.Equal(RootTraceMethod.Eigenvalues, result.Method);
        MetricsGolden.AssertRelative(result.Value, FrechetDistance.Compute(a, Statistics(6, 100, 16), FrechetBackend.Torch).Value, 1e-7);
        Assert.True(result.Value > 0);
    }

    [Fact]
    public void Compute_OtherDimension_SaysSo()
    {
        var error = Assert.Throws<DataException>(() => FrechetDistance.Compute(Statistics(1, 10, 8), Statistics(1, 10, 9)));

        Assert.Contains("8 features", error.Message, StringComparison.Ordinal);
    }

    internal static FeatureStatistics Statistics(uint seed, int count, int dimension, double gain = 1)
    {
        using var features = GoldenNoise.Features(seed, count, dimension, gain);
        return Build(features);
    }

    internal static FeatureStatistics Build(Tensor features)
    {
        using var builder = new FeatureStatisticsBuilder((int)features.shape[1]);
        builder.Add(features);
        return builder.Build();
    }
}
