using GanBench.Metrics.Kid;

namespace GanBench.Tests.Metrics.Kid;

public sealed class KidMetricTests
{
    [Fact]
    public void Compute_FewerSamplesThanASubset_ShrinksTheSubsetsAndSaysSo()
    {
        using var x = new MemorySampleSet("x", GoldenNoise.Features(1, 60, 8));
        using var y = new MemorySampleSet("y", GoldenNoise.Features(2, 50, 8, 1.5));

        var record = MemorySampleSet.Measure("kid", x, y, MemorySampleSet.With(("kid.subsets", "10")))[0];

        Assert.Equal(KernelDistance.Compute(x.Features, y.Features, 10, 50, 0).Mean, record.Value);
        Assert.Equal("10 of 50", record.Protocol["subsets"]);
        Assert.Equal("subsets of 50 instead of 1000, as many as there are", record.Note);
        Assert.NotNull(record.StandardDeviation);
    }

    [Fact]
    public void Compute_AllOfBothSides_IsOneSubsetWithoutSpread()
    {
        using var x = new MemorySampleSet("x", GoldenNoise.Features(11, 40, 16));
        using var y = new MemorySampleSet("y", GoldenNoise.Features(12, 40, 16, 1.25));

        var record = MemorySampleSet.Measure("kid", x, y)[0];

        MetricsGolden.AssertRelative(KernelDistance.UnbiasedMmd2(x.Features, y.Features), record.Value!.Value, 1e-12);
        Assert.Equal("1 of 40", record.Protocol["subsets"]);
        Assert.Equal("one subset of 40 instead of 100 of 1000, all that there are", record.Note);
        Assert.Null(record.StandardDeviation);
    }

    [Fact]
    public void Compute_EnoughSamples_HasNoNote()
    {
        using var x = new MemorySampleSet("x", GoldenNoise.Features(1, 60, 8));

        var record = MemorySampleSet.Measure(
            "kid", x, x, MemorySampleSet.With(("kid.subsets", "3"), ("kid.subsetSize", "20")))[0];

        Assert.Equal(("3 of 20", "(x·y/d + 1)^3", null), (record.Protocol["subsets"], record.Protocol["kernel"], record.Note));
        Assert.DoesNotContain("draw", record.Protocol.Keys);
    }

    [Fact]
    public void Compute_OtherPolynomial_SaysThatItIsNotKids()
    {
        using var x = new MemorySampleSet("x", GoldenNoise.Features(1, 60, 8));

        var record = MemorySampleSet.Measure("kid", x, x, MemorySampleSet.With(
            ("kid.subsetSize", "20"), ("kid.degree", "2"), ("kid.gamma", "0.5"), ("kid.coefficient", "0")))[0];

        Assert.Equal("(0.5 x·y + 0)^2", record.Protocol["kernel"]);
        Assert.Contains("not comparable", record.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void Compute_RadialKernel_HasANameOfItsOwn()
    {
        using var x = new MemorySampleSet("x", GoldenNoise.Features(11, 40, 16));
        using var y = new MemorySampleSet("y", GoldenNoise.Features(12, 40, 16, 1.25));

        var record = MemorySampleSet.Measure("kid-rbf", x, y, MemorySampleSet.With(("kid-rbf.sigma", "2.5")))[0];

        Assert.Equal("kid-rbf", record.Name);
        MetricsGolden.AssertRelative(
            KernelDistance.UnbiasedMmd2(x.Features, y.Features, new RadialKernel { Sigma = 2.5 }), record.Value!.Value, 1e-12);
    }

    [Fact]
    public void Compute_NumpyDraw_IsOfTheEvaluationsSeedAndInTheProtocol()
    {
        using var x = new MemorySampleSet("x", GoldenNoise.Features(1, 60, 8));
        using var y = new MemorySampleSet("y", GoldenNoise.Features(2, 50, 8, 1.5));
        var options = MemorySampleSet.With(("kid.draw", "numpy"), ("kid.subsets", "10"), ("kid.subsetSize", "20"));

        var record = MemorySampleSet.Measure("kid", x, y, options with { Seed = 2020 })[0];

        var golden = MetricsGolden.Load("metrics_torch_fidelity.json").GetProperty("drawn")[0];
        MetricsGolden.AssertRelative(golden.Number("mean"), record.Value!.Value, 1e-10);
        Assert.Equal(("NumPy RandomState", "2020"), (record.Protocol["draw"], record.Protocol["seed"]));
        Assert.Null(MemorySampleSet.Measure("kid", x, y, options with { Seed = 1UL << 32 })[0].Value);
    }

    [Fact]
    public void Compute_OneSample_SaysWhatItNeeds()
    {
        using var x = new MemorySampleSet("x", GoldenNoise.Features(1, 1, 8));
        using var y = new MemorySampleSet("y", GoldenNoise.Features(2, 50, 8));

        Assert.Equal("needs at least 2 samples on both sides (found 1)", MemorySampleSet.Measure("kid", x, y)[0].Note);
    }
}
