using GanBench.Metrics;
using GanBench.Metrics.Fid;
using GanBench.Metrics.Intervals;
using GanBench.Metrics.Kid;
using GanBench.Metrics.Prdc;
using GanBench.Random;
using GanBench.Runs;
using GanBench.Statistics;
using static TorchSharp.torch;

namespace GanBench.Tests.Metrics.Intervals;

public sealed class SampleIntervalsTests
{
    [Theory]
    [InlineData(103, 6)]
    [InlineData(50, 64)]
    public void OfFrechet_EachGroup_IsTheDistanceWithoutIt(int count, int dimension)
    {
        using var samples = GoldenNoise.Features(1, count, dimension, 1.25);
        var reference = FrechetDistanceTests.Statistics(2, 200, dimension);

        var without = SampleIntervals.OfFrechet(samples, reference);

        Assert.Equal(20, without.Length);
        foreach (var (group, value) in GroupJackknife.Split(count).Zip(without))
        {
            using var others = Without(samples, group);
            MetricsGolden.AssertRelative(
                FrechetDistance.Compute(FrechetDistanceTests.Build(others), reference).Value, value, 1e-7);
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(0)]
    public void OfKernelDistance_EachGroup_IsTheDistanceWithoutItButForTheReferencesTerm(int degree)
    {
        KidKernel kernel = degree == 0 ? new RadialKernel { Sigma = 3 } : new PolynomialKernel { Degree = degree };
        using var samples = GoldenNoise.Features(1, 47, 6, 1.25);
        using var reference = GoldenNoise.Features(2, 30, 6);

        var without = SampleIntervals.OfKernelDistance(samples, reference, kernel);

        foreach (var (group, value) in GroupJackknife.Split(47).Zip(without))
        {
            using var others = Without(samples, group);
            using var own = kernel.Of(others, others.t());
            using var cross = kernel.Of(others, reference.t());
            var n = (double)others.shape[0];
            var expected = ((own.sum() - own.diagonal().sum()).item<double>() / (n * (n - 1))) - (2 * cross.mean().item<double>());
            MetricsGolden.AssertRelative(expected, value, 1e-9);
        }
    }

    [Fact]
    public void OfNeighbourhoods_EachGroup_IsMeasuredWithoutIt()
    {
        using var samples = GoldenNoise.Features(1, 60, 6, 0.75);
        using var reference = GoldenNoise.Features(2, 50, 6);

        var without = SampleIntervals.OfNeighbourhoods(samples, reference, 3, RadiusRule.Below);

        using var others = Without(samples, (3, 3));
        Assert.Equal(Neighbourhoods.Compute(reference, others, 3), without[1]);
    }

    [Fact]
    public void Measure_LevelAskedFor_PutsAnIntervalAroundEachValue()
    {
        using var samples = new MemorySampleSet("x", GoldenNoise.Features(1, 300, 6, 0.75));
        using var reference = new MemorySampleSet("y", GoldenNoise.Features(2, 200, 6));

        foreach (var metric in new[] { "fid", "kid", "prdc" })
        {
            var records = MemorySampleSet.Measure(metric, samples, reference, new EvaluationOptions { Intervals = 95 });

            Assert.All(records, r =>
            {
                var interval = Assert.IsType<ValueInterval>(r.Interval);
                Assert.InRange(r.Value!.Value, interval.Low, interval.High);
                Assert.Equal((95, "jackknife over 20 groups of samples, reference fixed"), (interval.Level, interval.Method));
                Assert.True(MetricRegistry.Value(r.Name).High is not { } high || interval.High <= high);
            });
            Assert.Equal(MemorySampleSet.Measure(metric, samples, reference).Select(r => r.Value), records.Select(r => r.Value));
            var wider = MemorySampleSet.Measure(metric, samples, reference, new EvaluationOptions { Intervals = 99 })[0].Interval!;
            Assert.True(wider.High - wider.Low > records[0].Interval!.High - records[0].Interval!.Low);
        }
    }

    [Fact]
    public void Measure_NoLevelOrTooFewSamples_HasNoInterval()
    {
        using var samples = new MemorySampleSet("x", GoldenNoise.Features(1, 39, 6));
        using var reference = new MemorySampleSet("y", GoldenNoise.Features(2, 200, 6));

        Assert.Null(MemorySampleSet.Measure("fid", reference, samples)[0].Interval);
        Assert.Null(MemorySampleSet.Measure("fid", samples, reference, new EvaluationOptions { Intervals = 95 })[0].Interval);
    }

    [Theory]
    [InlineData(49)]
    [InlineData(100)]
    public void Measure_ImpossibleLevel_IsRefused(int level)
    {
        using var samples = new MemorySampleSet("x", GoldenNoise.Features(1, 50, 6));

        var error = Assert.Throws<UsageException>(
            () => MemorySampleSet.Measure("fid", samples, samples, new EvaluationOptions { Intervals = level }));

        Assert.Contains("intervals must be between 50 and 99", error.Message, StringComparison.Ordinal);
    }

    // 60 sets from one distribution against one reference: intervals at 95 % hold the mean of all values. Fewer than 52 of 60 (a share of
    // 0.87) would be seen once in 90 times if each held it with 0.95. docs/metrics.md has the shares of 200 repetitions.
    [Fact]
    public void Measure_ManyRepetitions_HoldsTheMeanAsOftenAsItSays()
    {
        using var reference = new MemorySampleSet("y", Normal(0, 250, 1, 0));
        var records = Enumerable.Range(1, 60).Select(repetition =>
        {
            using var samples = new MemorySampleSet("x", Normal(repetition, 200, 0.8, 0.3));
            return new[] { "fid", "kid", "prdc" }.SelectMany(metric =>
                MemorySampleSet.Measure(metric, samples, reference, new EvaluationOptions { Intervals = 95 })).ToList();
        }).ToList();

        foreach (var name in new[] { "fid", "kid", "precision", "recall", "coverage" })
        {
            var ofName = records.ConvertAll(r => r.Single(record => record.Name == name));
            var mean = ofName.Average(r => r.Value!.Value);
            var held = ofName.Count(r => r.Interval is { } interval && interval.Low <= mean && mean <= interval.High);
            Assert.True(held >= 52, $"{name}: {held} of 60 hold {mean}");
        }
    }

    private static Tensor Without(Tensor samples, (int First, int Count) group) => cat(
        [samples.narrow(0, 0, group.First), samples.narrow(0, group.First + group.Count, samples.shape[0] - group.First - group.Count)]);

    private static Tensor Normal(int repetition, int count, double scale, double shift)
    {
        var random = new RandomStream(1, "intervals", repetition);
        return tensor(Enumerable.Range(0, count * 4).Select(_ => (scale * random.NextNormal()) + shift).ToArray(), [count, 4]);
    }
}
