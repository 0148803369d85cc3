using GanBench.Metrics.Fid;
using static TorchSharp.torch;

namespace GanBench.Tests.Metrics;

public sealed class FrechetDistanceTests
{
    public static TheoryData<int> Cases => [.. Enumerable.Range(0, 9)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Compute_GoldenFeatures_EqualsSciPy(int index)
    {
        var golden = MetricsGolden.Load("metrics_frechet.json").GetProperty("cases")[index];
        var (d, n1, n2) = ((int)golden.Number("d"), (int)golden.Number("n1"), (int)golden.Number("n2"));
        var (a, b) = (Statistics(1, n1, d), Statistics(2, n2, d, 1.125));

        var torch = FrechetDistance.Compute(a, b, FrechetBackend.Torch);

        // Where a covariance is singular, eigenvalues that should be 0 cost SciPy's sqrtm digits; singular values do not.
        MetricsGolden.AssertRelative(golden.Number("svd"), torch.Value, 1e-11);
        MetricsGolden.AssertRelative(golden.Number("sqrtm"), torch.Value, 1e-6);
        if (d <= 192)
            MetricsGolden.AssertRelative(torch.Value, FrechetDistance.Compute(a, b, FrechetBackend.MathNet).Value, 1e-11);
    }

    // Of mean and covariance alone, as other programs write them, the same comes out as of the vectors, whichever side is singular.
    [Theory]
    [InlineData(1, FrechetBackend.Torch)]
    [InlineData(1, FrechetBackend.MathNet)]
    [InlineData(2, FrechetBackend.Torch)]
    [InlineData(2, FrechetBackend.MathNet)]
    [InlineData(5, FrechetBackend.Torch)]
    [InlineData(8, FrechetBackend.Torch)]
    [InlineData(8, FrechetBackend.MathNet)]
    public void Compute_SingularCovarianceWithoutVectors_EqualsSingularValuesOfTheVectors(int index, FrechetBackend backend)
    {
        var golden = MetricsGolden.Load("metrics_frechet.json").GetProperty("cases")[index];
        var (d, n1, n2) = ((int)golden.Number("d"), (int)golden.Number("n1"), (int)golden.Number("n2"));
        var (a, b) = (Foreign(Statistics(1, n1, d)), Foreign(Statistics(2, n2, d, 1.125)));

        var forward = FrechetDistance.Compute(a, b, backend);
        var backward = FrechetDistance.Compute(b, a, backend);

        Assert.Equal(RootTraceMethod.Eigenvalues, forward.Method);
        MetricsGolden.AssertRelative(golden.Number("svd"), forward.Value, 1e-10);
        MetricsGolden.AssertRelative(forward.Value, backward.Value, 1e-12);
    }

    [Theory]
    [InlineData(FrechetBackend.MathNet)]
    [InlineData(FrechetBackend.Torch)]
    public void Compute_IndefiniteCovariance_IsRefused(FrechetBackend backend)
    {
        var good = Statistics(1, 50, 4);
        var bad = new FeatureStatistics(
            null, good.Mean, [0, 2, 0, 0, 2, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]) { Name = "other.npz" };

        foreach (var (first, second) in new[] { (good, bad), (bad, good), (bad, bad) })
        {
            var error = Assert.Throws<DataException>(() => FrechetDistance.Compute(first, second, backend));
            Assert.Contains("other.npz: sigma is no covariance", error.Message, StringComparison.Ordinal);
            Assert.Contains("smallest eigenvalue is -2", error.Message, StringComparison.Ordinal);
        }
    }

    // numpy.cov in float32 of fewer vectors than features has eigenvalues of about −2e-8 of the largest.
    [Theory]
    [InlineData(FrechetBackend.MathNet)]
    [InlineData(FrechetBackend.Torch)]
    public void Compute_CovarianceRoundedToSingle_IsAccepted(FrechetBackend backend)
    {
        var (a, b) = (Statistics(1, 20, 64), Statistics(2, 24, 64));
        var (roundedA, roundedB) = (Rounded(a), Rounded(b));

        var result = FrechetDistance.Compute(roundedA, roundedB, backend);
        var same = FrechetDistance.Compute(roundedA, roundedA, backend);

        MetricsGolden.AssertRelative(FrechetDistance.Compute(a, b).Value, result.Value, 1e-4);
        Assert.True(Math.Abs(same.Value) <= same.Rounding, $"{same.Value} with rounding {same.Rounding}");

        static FeatureStatistics Rounded(FeatureStatistics s) => new(null, s.Mean, [.. s.Covariance.Select(v => (double)(float)v)]);
    }

    // The bound holds, and is no excuse: it stays far below any distance that is looked at.
    [Theory]
    [InlineData(3, 64, 1, false)]
    [InlineData(20, 64, 1, true)]
    [InlineData(20, 64, 1, false)]
    [InlineData(200, 64, 1, true)]
    [InlineData(200, 64, 1000, false)]
    [InlineData(400, 300, 1e-3, false)]
    [InlineData(2, 300, 1, false)]
    public void Compute_SameStatistics_IsWithinRoundingOfZero(int count, int dimension, double gain, bool knowsVectors)
    {
        var own = Statistics(3, count, dimension, gain);
        var statistics = knowsVectors ? own : Foreign(own);

        var result = FrechetDistance.Compute(statistics, statistics);

        Assert.True(Math.Abs(result.Value) <= result.Rounding, $"{result.Value} with rounding {result.Rounding}");
        Assert.InRange(result.Rounding, 0, 1e-8 * statistics.Trace);
    }

    [Theory]
    [InlineData(FrechetBackend.MathNet)]
    [InlineData(FrechetBackend.Torch)]
    public void Compute_WithAndWithoutVectors_Agree(FrechetBackend backend)
    {
        var (a, b) = (Statistics(1, 30, 48), Statistics(2, 40, 48));

        var bySingularValues = FrechetDistance.Compute(a, b, backend);
        var byEigenvalues = FrechetDistance.Compute(
            new FeatureStatistics(a.Count, a.Mean, a.Covariance), new FeatureStatistics(b.Count, b.Mean, b.Covariance), backend);

        Assert.Equal(RootTraceMethod.SingularValues, bySingularValues.Method);
        Assert.Equal(RootTraceMethod.Eigenvalues, byEigenvalues.Method);
        MetricsGolden.AssertRelative(bySingularValues.Value, byEigenvalues.Value, 1e-11);
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

        Assert.Equal(RootTraceMethod.Eigenvalues, result.Method);
        MetricsGolden.AssertRelative(result.Value, FrechetDistance.Compute(a, Statistics(6, 100, 16), FrechetBackend.Torch).Value, 1e-11);
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

    private static FeatureStatistics Foreign(FeatureStatistics s) => new(null, s.Mean, s.Covariance);

    internal static FeatureStatistics Build(Tensor features)
    {
        using var builder = new FeatureStatisticsBuilder((int)features.shape[1]);
        builder.Add(features);
        return builder.Build();
    }
}
