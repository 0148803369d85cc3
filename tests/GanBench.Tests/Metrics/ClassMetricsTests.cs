using GanBench.Metrics.Discriminators;
using GanBench.Metrics.InceptionScore;
using GanBench.Metrics.Modes;
using static TorchSharp.torch;

namespace GanBench.Tests.Metrics;

public sealed class ClassMetricsTests
{
    public static TheoryData<int> Splits => [0, 1, 2];

    [Theory]
    [MemberData(nameof(Splits))]
    public void ClassScore_GoldenLogits_EqualsBruteForce(int index)
    {
        var golden = MetricsGolden.Load("metrics_features.json").GetProperty("inceptionScore")[index];
        using var logits = tensor(GoldenNoise.Normal(31, 500), [50, 10]) * 3;

        var result = ClassScore.Compute(logits, (int)golden.Number("splits"));

        MetricsGolden.AssertRelative(golden.Number("mean"), result.Mean, 1e-10);
        Assert.Equal(golden.Number("std"), result.StandardDeviation ?? 0, 1e-10);
    }

    // torch-fidelity 0.4.0, metric_isc.isc_features_to_metric without shuffling: tests/golden/metrics_peers.py.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void ClassScore_AnyCount_EqualsTorchFidelity(int index)
    {
        var golden = MetricsGolden.Load("metrics_peers.json").GetProperty("inceptionScore")[index];
        var count = (int)golden.Number("count");
        using var logits = tensor(GoldenNoise.Normal(31, count * 10), [count, 10]) * 3;

        var result = ClassScore.Compute(logits, (int)golden.Number("splits"));

        MetricsGolden.AssertRelative(golden.Number("mean"), result.Mean, 1e-12);
        Assert.Equal(golden.Number("std"), result.StandardDeviation!.Value, 1e-12);
    }

    // Ten splits of one sample each left nine of nineteen out, and gave 1 ± 0.
    [Fact]
    public void ClassScore_CountNotDivisible_UsesTheLastSample()
    {
        using var logits = tensor(GoldenNoise.Normal(31, 190), [19, 10]) * 3;
        using var other = logits.clone();
        other.select(0, 18).neg_();

        Assert.NotEqual(ClassScore.Compute(logits).Mean, ClassScore.Compute(other).Mean);
    }

    // tests/golden/metrics_torch_fidelity.json: torch-fidelity's own function, with its shuffle.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void ClassScore_Shuffled_EqualsTorchFidelity(int index)
    {
        var golden = MetricsGolden.Load("metrics_torch_fidelity.json").GetProperty("inceptionScore")[index];
        using var set = new MemorySampleSet("x", GoldenNoise.Features(1, 50, 4), tensor(GoldenNoise.Normal(31, 500), [50, 10]) * 3);
        var splits = golden.GetProperty("splits").GetRawText();

        var record = MemorySampleSet.Measure("classifier-score", set, set, MemorySampleSet.With(
            ("classifier-score.shuffle", "true"), ("classifier-score.splits", splits)) with { Seed = (ulong)golden.Number("seed") })[0];

        MetricsGolden.AssertRelative(golden.Number("mean"), record.Value!.Value, 1e-10);
        MetricsGolden.AssertRelative(golden.Number("std"), record.StandardDeviation!.Value, 1e-10);
        Assert.Contains("RandomState", record.Protocol["order"], StringComparison.Ordinal);
    }

    [Fact]
    public void ClassScore_SureAndEvenSamples_IsTheNumberOfClasses()
    {
        // Ten classes, each sample sure of its own: exp(H(y) − H(y|x)) = 10; underflow of the other classes must not give NaN.
        using var logits = eye(10, dtype: float64) * 5000;

        Assert.Equal(10, ClassScore.Compute(logits, 1).Mean, 1e-9);
    }

    [Fact]
    public void ClassScore_AllAlike_IsOne()
    {
        using var logits = zeros([20, 10], dtype: float64);

        Assert.Equal(1, ClassScore.Compute(logits, 2).Mean, 1e-12);
    }

    [Fact]
    public void ClassScore_FewerSamplesThanSplits_SaysSo()
    {
        using var logits = zeros([5, 10], dtype: float64);

        Assert.Throws<DataException>(() => ClassScore.Compute(logits, 10));
    }

    [Fact]
    public void Histogram_EqualShares_HasNoDivergence()
    {
        var result = ClassHistogram.Compare([10, 20, 30], [100, 200, 300]);

        Assert.Equal((3, 3), (result.Covered, result.Classes));
        Assert.Equal(0, result.Divergence, 1e-12);
    }

    [Fact]
    public void Histogram_OneClassOfFour_HasLogFour()
    {
        var result = ClassHistogram.Compare([0, 50, 0, 0], [25, 25, 25, 25]);

        Assert.Equal(1, result.Covered);
        Assert.Equal(Math.Log(4), result.Divergence, 1e-12);
    }

    [Fact]
    public void Discriminator_KnownAnswers_GiveKnownScores()
    {
        // 3 of 4 reals called real, 1 of 4 fakes called real.
        var result = DiscriminatorScores.Compute([1, 2, 3, -1], [-1, -2, 0.5, -3]);

        Assert.Equal(0.75, result.Accuracy);
        Assert.Equal(0.75, result.Precision);
        Assert.Equal(0.75, result.Recall);
        Assert.Equal(0.75, result.F1);
        Assert.Equal(1.25 + 1.375, result.Wasserstein);
    }

    // Of least squares with targets 0 and 1 the border is ½: 2 of 4 reals and 1 of 4 fakes lie above it, but 4 and 3 above 0.
    [Fact]
    public void Discriminator_BorderBetweenTwoTargets_IsCountedByIt()
    {
        double[] real = [0.9, 0.6, 0.4, 0.1], fake = [0.7, 0.2, 0.3, -0.1];

        var result = DiscriminatorScores.Compute(real, fake, threshold: 0.5);

        Assert.Equal((2 / 3.0, 0.5, 5 / 8.0), (result.Precision, result.Recall, result.Accuracy));
        Assert.Equal(4 / 7.0, result.F1, 1e-15);
        Assert.Equal((4 / 7.0, 1.0), (DiscriminatorScores.Compute(real, fake).Precision, DiscriminatorScores.Compute(real, fake).Recall));
    }

    [Fact]
    public void Discriminator_SaysHalfToAll_BoundsTheDivergenceByZero() =>
        Assert.Equal(0, DiscriminatorScores.JensenShannonBound([0, 0], [0, 0]), 1e-15);

    [Fact]
    public void Discriminator_Perfect_BoundsTheDivergenceByLogTwo() =>
        Assert.Equal(Math.Log(2), DiscriminatorScores.JensenShannonBound([100, 200], [-100, -300]), 1e-15);

    [Fact]
    public void Discriminator_OptimalForTwoBernoullis_GivesTheirDivergence()
    {
        // Real: 1 with probability 3/4; fake: 1 with 1/4. The optimal logit is ±ln 3.
        var l = Math.Log(3);
        var expected = (0.75 * Math.Log(0.75 / 0.5)) + (0.25 * Math.Log(0.25 / 0.5));

        Assert.Equal(expected, DiscriminatorScores.JensenShannonBound([l, l, l, -l], [l, -l, -l, -l]), 1e-12);
    }

    [Fact]
    public void Discriminator_CallsNothingReal_HasNoPrecision()
    {
        var result = DiscriminatorScores.Compute([-1], [-1]);

        Assert.Null(result.Precision);
        Assert.Equal(0, result.F1);
    }
}
