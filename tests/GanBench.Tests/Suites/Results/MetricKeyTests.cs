using GanBench.Metrics;
using GanBench.Runs;
using GanBench.Statistics;
using GanBench.Suites.Results;

namespace GanBench.Tests.Suites.Results;

public sealed class MetricKeyTests
{
    private static readonly Dictionary<string, string> Classifier = new()
    {
        ["samples"] = "1000", ["extractor"] = "classifier", ["extractorDataset"] = "celeba/train", ["extractorChecksum"] = "26e2505a",
        ["extractorAccuracy"] = "0.9125 on test", ["referenceCount"] = "20000", ["resize"] = "none",
    };

    [Theory]
    [InlineData("samples", "200")]
    [InlineData("referenceCount", "5000")]
    [InlineData("extractor", "resnet18")]
    [InlineData("extractorDataset", "mnist/train")]
    [InlineData("extractorChecksum", "ffff")]
    [InlineData("extractorAccuracy", "0.8 on test")]
    [InlineData("layer", "64")]
    [InlineData("resize", "clean")]
    [InlineData("precision", "bfloat16")]
    [InlineData("set kid.subsets", "10")]
    [InlineData("revision", "2")]
    public void Of_WhatDecidesAValue_TellsItApart(string key, string value) =>
        Assert.NotEqual(MetricKey.Of(Record(Classifier)), MetricKey.Of(Record(new(Classifier) { [key] = value })));

    // What is a result or says where something was done, and the precision that the collapse metric means, which is a number.
    [Theory]
    [InlineData("samplesFrom", "run:other@1")]
    [InlineData("likeness", "0.1")]
    [InlineData("engine", "libtorch 3")]
    [InlineData("precision", "0.2760")]
    public void Of_WhatDoesNotDecide_IsTheSame(string key, string value) =>
        Assert.Equal(MetricKey.Of(Record(Classifier)), MetricKey.Of(Record(new(Classifier) { [key] = value })));

    [Fact]
    public void LabelAmong_OthersMeasuredOtherwise_SaysWhatDiffersOnly()
    {
        var keys = new[] { Classifier, new(Classifier) { ["samples"] = "100" } }.Select(p => MetricKey.Of(Record(p))).ToList();

        Assert.Equal(
            ["FD (classifier), 1,000 samples", "FD (classifier), 100 samples"], keys.Select(k => k.LabelAmong(keys)));
        Assert.Equal("FD (classifier)", keys[0].LabelAmong([keys[0]]));
        Assert.Equal(
            "from features of the dataset's classifier (celeba/train, accuracy 0.9125 on test), on 1,000 samples", keys[0].Group.Words);
    }

    [Theory]
    [InlineData("fid", Better.Lower, null)]
    [InlineData("precision", Better.Higher, null)]
    [InlineData("ms-ssim", Better.Near, 0.3)]
    [InlineData("vendi", Better.Near, 0.3)]
    [InlineData("authenticity", Better.Near, 0.3)]
    [InlineData("class-kl", Better.Near, 0.0)]
    [InlineData("density", Better.Near, 1.0)]
    [InlineData("high-frequency-ratio", Better.Near, 1.0)]
    [InlineData("js-estimate", Better.Neither, null)]
    public void Direction_OfAMetric_HasTheTargetOfTheMetricOrOfTheData(string name, Better better, double? target) =>
        Assert.Equal(new MetricDirection(better, target), MetricDirection.Of(new MetricRecord { Name = name, LowerIsBetter = true }, 0.3));

    [Theory]
    [InlineData(true, 5, 6)]
    [InlineData(false, 6, 5)]
    public void Direction_OfAMetricNotKnownHere_IsThatOfItsRecord(bool lower, double better, double worse)
    {
        var direction = MetricDirection.Of(new MetricRecord { Name = "own-score", LowerIsBetter = lower });

        Assert.True(direction.Cost(better) < direction.Cost(worse));
    }

    [Fact]
    public void Cost_NearATarget_IsTheDistanceOnEitherSide()
    {
        var direction = new MetricDirection(Better.Near, 0.2);

        Assert.True(direction.Cost(0.21) < direction.Cost(0.15));
        Assert.Equal("near 0.2", direction.ToString());
        Assert.Null(new MetricDirection(Better.Near, null).Cost(1));
    }

    [Fact]
    public void Within_Bounds_CutsTheIntervalAndKeepsTheMean()
    {
        var summary = SampleSummary.Of([0.6, 0.98, 0.9])!.Within(0, 1);

        Assert.Equal(1, summary.High);
        // t(2, 97.5 %) = 4.303.
        Assert.Equal(0.8267 - 0.498, summary.Low!.Value, 3);
        Assert.Equal(SampleSummary.Of([0.6, 0.98, 0.9])!.Low, summary.Low);
        Assert.Null(SampleSummary.Of([0.5])!.Within(0, 1).High);
    }

    private static MetricRecord Record(Dictionary<string, string> protocol) => new() { Name = "fid", Value = 1, Protocol = protocol };
}
