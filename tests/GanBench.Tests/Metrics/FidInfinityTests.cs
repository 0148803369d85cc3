using GanBench.Metrics;
using GanBench.Metrics.Fid;
using GanBench.Metrics.Numpy;
using GanBench.Random;
using GanBench.Testing;
using static TorchSharp.torch;

namespace GanBench.Tests.Metrics;

public sealed class FidInfinityTests
{
    [Fact]
    public void Fit_ExactLine_GivesItsIntercept()
    {
        var result = FidInfinity.Fit([(100, 12 + (500 / 100.0)), (200, 12 + (500 / 200.0)), (1000, 12 + (500 / 1000.0))]);

        Assert.Equal(12, result.Value, 1e-10);
        Assert.Equal(500, result.Slope, 1e-7);
        Assert.Equal(1, result.RSquared, 1e-12);
        Assert.InRange(result.High!.Value - result.Low!.Value, 0, 1e-9);
    }

    [Fact]
    public void Compute_SameDistribution_IsCloserToZeroThanFid()
    {
        using var features = GoldenNoise.Features(1, 1500, 16);
        using var reference = GoldenNoise.Features(2, 20_000, 16);
        var statistics = FrechetDistanceTests.Build(reference);

        var result = FidInfinity.Compute(features, statistics, seed: 1);

        Assert.True(Math.Abs(result.Value) < result.Points[^1].Distance / 2, $"{result.Value} against {result.Points[^1].Distance}");
        Assert.True(result.Slope > 0);
    }

    // scipy.stats.linregress and scipy.stats.t: tests/golden/metrics_features.py.
    [Fact]
    public void Fit_LineWithNoise_EqualsSciPy()
    {
        var golden = MetricsGolden.Load("metrics_features.json").GetProperty("line");
        var noise = GoldenNoise.Normal(91, FidInfinity.Sizes);

        var result = FidInfinity.Fit([.. noise.Select((v, i) => (500 + (250 * i), 12 + (500.0 / (500 + (250 * i))) + (0.25 * v)))]);

        MetricsGolden.AssertRelative(golden.Number("intercept"), result.Value, 1e-10);
        MetricsGolden.AssertRelative(golden.Number("slope"), result.Slope, 1e-10);
        MetricsGolden.AssertRelative(golden.Number("low"), result.Low!.Value, 1e-8);
        MetricsGolden.AssertRelative(golden.Number("high"), result.High!.Value, 1e-8);
        MetricsGolden.AssertRelative(golden.Number("rSquared"), result.RSquared, 1e-10);
    }

    // Of 1,000 intervals at 95 %, 950 ± 7 hold the truth.
    [Fact]
    public void Fit_KnownLineWithNoise_HoldsItsInterceptAsOftenAsItSays()
    {
        var random = new RandomStream(1, "line");
        var held = 0;
        for (var draw = 0; draw < 1000; draw++)
        {
            var result = FidInfinity.Fit(
                [.. Enumerable.Range(1, 15).Select(i => (100 * i, 3 + (200.0 / (100 * i)) + (0.5 * random.NextNormal())))]);
            held += result.Low <= 3 && 3 <= result.High ? 1 : 0;
        }

        Assert.InRange(held, 925, 975);
    }

    [Fact]
    public void Fit_TwoPoints_HasNoInterval()
    {
        var result = FidInfinity.Fit([(100, 5), (200, 4)]);

        Assert.Equal((3, null, null), (result.Value, result.Low, result.High));
    }

    [Fact]
    public void Compute_FewerSamplesThanThePaper_SaysSoAndStatesTheInterval()
    {
        using var folder = new TempFolder();
        foreach (var (name, seed) in new[] { ("a", 1u), ("b", 2u) })
        {
            using var features = GoldenNoise.Features(seed, 300, 8);
            using var file = File.Create(folder[name + ".npy"]);
            NpyFormat.Write(file, new NpyArray([300, 8], features.data<double>().ToArray()));
        }

        var record = new Comparison(new EvaluationOptions { Metrics = ["fid-infinity"] }, CPU)
            .Compare(folder["a.npy"], folder["b.npy"]).Metrics.Single();

        Assert.StartsWith("95 % interval of the fit ", record.Note, StringComparison.Ordinal);
        Assert.Contains("FID∞ was defined from 5000 samples up", record.Note, StringComparison.Ordinal);
        Assert.Contains(", 95 %", record.Protocol["interval"], StringComparison.Ordinal);
        Assert.StartsWith("30 49 69 ", record.Protocol["sizes"], StringComparison.Ordinal);
        Assert.EndsWith(" 300", record.Protocol["sizes"], StringComparison.Ordinal);
    }
}
