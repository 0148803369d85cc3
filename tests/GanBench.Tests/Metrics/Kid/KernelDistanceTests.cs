using GanBench.Metrics.Kid;
using GanBench.Random;

namespace GanBench.Tests.Metrics.Kid;

public sealed class KernelDistanceTests
{
    [Theory]
    [InlineData("mmd2", 12, 1.25)]
    [InlineData("same", 13, 1)]
    public void UnbiasedMmd2_GoldenFeatures_EqualsBruteForce(string name, uint seed, double gain)
    {
        using var x = GoldenNoise.Features(11, 40, 16);
        using var y = GoldenNoise.Features(seed, 40, 16, gain);

        MetricsGolden.AssertRelative(
            MetricsGolden.Load("metrics_features.json").GetProperty("kid").Number(name), KernelDistance.UnbiasedMmd2(x, y), 1e-10);
    }

    [Fact]
    public void Sums_SharedAndOneByOne_Agree()
    {
        var kernel = PolynomialKernel.Cubic;
        using var x = GoldenNoise.Features(1, 60, 8);
        using var y = GoldenNoise.Features(2, 50, 8);
        var rows = Enumerable.Range(0, 7).Select(s => new RandomStream(1, "rows", s).Permutation(60)[..20]).ToArray();
        var columns = Enumerable.Range(0, 7).Select(s => new RandomStream(1, "columns", s).Permutation(50)[..20]).ToArray();

        AssertEqual(KernelSums.OneByOne(kernel, x, rows, y, columns, false), KernelSums.Shared(kernel, x, rows, y, columns, false));
        AssertEqual(KernelSums.OneByOne(kernel, x, rows, x, rows, true), KernelSums.Shared(kernel, x, rows, x, rows, true));

        static void AssertEqual(double[] expected, double[] actual) =>
            Assert.All(expected.Zip(actual), p => MetricsGolden.AssertRelative(p.First, p.Second, 1e-12));
    }

    [Fact]
    public void Compute_SameDistribution_CanBeNegativeAndIsSmall()
    {
        var values = Enumerable.Range(0, 10).Select(i =>
        {
            using var x = GoldenNoise.Features((uint)(100 + i), 50, 8);
            using var y = GoldenNoise.Features((uint)(200 + i), 50, 8);
            return KernelDistance.UnbiasedMmd2(x, y);
        }).ToList();

        Assert.Contains(values, v => v < 0);
        Assert.Contains(values, v => v > 0);
    }

    [Fact]
    public void Compute_SameSeed_GivesTheSameSubsets()
    {
        using var x = GoldenNoise.Features(1, 100, 8);
        using var y = GoldenNoise.Features(2, 100, 8, 1.5);

        Assert.Equal(KernelDistance.Compute(x, y, 10, 30, seed: 5), KernelDistance.Compute(x, y, 10, 30, seed: 5));
        Assert.NotEqual(KernelDistance.Compute(x, y, 10, 30, seed: 5), KernelDistance.Compute(x, y, 10, 30, seed: 6));
    }

    [Fact]
    public void Compute_FewerVectorsThanASubset_SaysSo()
    {
        using var x = GoldenNoise.Features(1, 10, 8);

        var error = Assert.Throws<DataException>(() => KernelDistance.Compute(x, x, 10, 30, seed: 5));

        Assert.Contains("subsets of 30", error.Message, StringComparison.Ordinal);
    }
}
