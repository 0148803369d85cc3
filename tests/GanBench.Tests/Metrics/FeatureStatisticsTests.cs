using GanBench.Metrics.Fid;
using GanBench.Testing;
using static TorchSharp.torch;

namespace GanBench.Tests.Metrics;

public sealed class FeatureStatisticsTests
{
    [Theory]
    [InlineData(7)]
    [InlineData(32)]
    [InlineData(100)]
    public void Add_AnyBatchSize_GivesTheSameStatistics(int batch)
    {
        using var features = GoldenNoise.Features(1, 100, 12);
        using var builder = new FeatureStatisticsBuilder(12);

        for (var first = 0; first < 100; first += batch)
            builder.Add(features.narrow(0, first, Math.Min(batch, 100 - first)));

        AssertClose(FrechetDistanceTests.Build(features), builder.Build(), 1e-12);
    }

    [Fact]
    public void Add_LargeMean_DoesNotCancel()
    {
        // Var of 0, 1, 2 on top of 1e8 is 1; Σx² − n·mean² in float64 would be off by about 1.
        using var features = tensor(new[] { 1e8, 1e8 + 1, 1e8 + 2 }, [3, 1]);

        var statistics = FrechetDistanceTests.Build(features);

        Assert.Equal(1.0, statistics.Covariance[0], 1e-12);
        Assert.Equal(1e8 + 1, statistics.Mean[0]);
    }

    [Theory]
    [InlineData(4, 5)]
    [InlineData(4, 50)]
    [InlineData(50, 4)]
    [InlineData(0, 30)]
    public void Merge_TwoParts_EqualsOnePass(int first, int second)
    {
        using var features = GoldenNoise.Features(2, first + second, 10);
        using var left = new FeatureStatisticsBuilder(10);
        using var right = new FeatureStatisticsBuilder(10);
        left.Add(features.narrow(0, 0, first));
        right.Add(features.narrow(0, first, second));

        left.Merge(right);

        var expected = FrechetDistanceTests.Build(features);
        AssertClose(expected, left.Build(), 1e-11);
        Assert.Equal(first + second <= 10, left.Build().Rows is not null);
    }

    [Fact]
    public void Build_FewVectors_KeepsAnExactRootOfTheCovariance()
    {
        using var features = GoldenNoise.Features(3, 6, 9);

        var statistics = FrechetDistanceTests.Build(features);

        Assert.NotNull(statistics.Rows);
        using var rows = tensor(statistics.Rows, [6, 9]);
        using var product = rows.t().mm(rows);
        Assert.All(statistics.Covariance.Zip(product.data<double>().ToArray()), p => Assert.Equal(p.First, p.Second, 1e-12));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Add_NotFinite_SaysWhichVectors(double value)
    {
        using var features = tensor(new[] { 1.0, value }, [2, 1]);
        using var builder = new FeatureStatisticsBuilder(1);

        var error = Assert.Throws<DataException>(() => builder.Add(features));

        Assert.Contains("NaN", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_OneVector_SaysTwoAreNeeded()
    {
        using var builder = new FeatureStatisticsBuilder(3);
        using var one = GoldenNoise.Features(1, 1, 3);
        builder.Add(one);

        Assert.Throws<DataException>(builder.Build);
    }

    [Fact]
    public void SaveAndLoad_RoundTrip_IsExactAndTheSameBytes()
    {
        using var folder = new TempFolder();
        var statistics = FrechetDistanceTests.Statistics(4, 20, 30);
        var protocol = new Dictionary<string, string> { ["extractor"] = "inception", ["resize"] = "tf1=no" };

        StatisticsFile.Save(folder["a.npz"], statistics, protocol);
        StatisticsFile.Save(folder["b.npz"], statistics, protocol);
        var (loaded, loadedProtocol) = StatisticsFile.Load(folder["a.npz"]);

        Assert.Equal(statistics.Mean, loaded.Mean);
        Assert.Equal(statistics.Covariance, loaded.Covariance);
        Assert.Equal(statistics.Rows, loaded.Rows);
        Assert.Equal(20, loaded.Count);
        Assert.Equal(protocol, loadedProtocol);
        Assert.Equal(File.ReadAllBytes(folder["a.npz"]), File.ReadAllBytes(folder["b.npz"]));
    }

    internal static void AssertClose(FeatureStatistics expected, FeatureStatistics actual, double tolerance)
    {
        Assert.Equal(expected.Count, actual.Count);
        Assert.All(expected.Mean.Zip(actual.Mean), p => Assert.Equal(p.First, p.Second, tolerance));
        Assert.All(expected.Covariance.Zip(actual.Covariance), p => Assert.Equal(p.First, p.Second, tolerance));
    }
}
