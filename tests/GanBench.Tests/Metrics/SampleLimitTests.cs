using GanBench.Metrics;
using GanBench.Metrics.Fid;
using GanBench.Metrics.Numpy;
using GanBench.Random;
using GanBench.Runs;
using GanBench.Testing;
using static TorchSharp.torch;

namespace GanBench.Tests.Metrics;

public sealed class SampleLimitTests : IDisposable
{
    private static readonly double[] Identity = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Compare_FewerSamplesThanRows_MeasuresThoseThatTheSeedDraws()
    {
        Features("a.npy", 50, seed: 1);
        Features("b.npy", 60, seed: 2);

        var record = Compare("a.npy", "b.npy", new EvaluationOptions { Samples = 20, ReferenceSamples = 30, Seed = 7 });

        using var scope = NewDisposeScope();
        var expected = FrechetDistance.Compute(
            StatisticsOf(GoldenNoise.Features(1, 50, 4), Drawn(50, 20)), StatisticsOf(GoldenNoise.Features(2, 60, 4), Drawn(60, 30)));
        MetricsGolden.AssertRelative(expected.Value, record.Value!.Value, 1e-12);
        Assert.Equal(("20", "50"), (record.Protocol["samples"], record.Protocol["samplesFound"]));
        Assert.Equal(("30", "60"), (record.Protocol["referenceCount"], record.Protocol["referenceFound"]));
    }

    [Fact]
    public void Compare_NoLimit_MeasuresEveryRow()
    {
        Features("a.npy", 50, seed: 1);

        var record = Compare("a.npy", "a.npy", new EvaluationOptions());

        Assert.Equal(("50", "50"), (record.Protocol["samples"], record.Protocol["referenceCount"]));
        Assert.DoesNotContain("samplesFound", record.Protocol.Keys);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    [InlineData(100)]
    public void Limit_NoneThatLeavesARowOut_KeepsTheOrderOfTheFile(int samples)
    {
        using var set = Rows(6);

        set.Limit(new EvaluationOptions { Samples = samples, Seed = 7 }, isReference: false);

        Assert.Equal([0.0, 1, 2, 3, 4, 5], set.Features.data<double>().ToArray());
    }

    [Fact]
    public void Limit_OfAReference_TakesAllForStatisticsAndAsManyAsSamplesForPairs()
    {
        using var set = Rows(40);

        set.Limit(new EvaluationOptions { Samples = 5, ReferenceSamples = 30, Seed = 7 }, isReference: true);

        Assert.Equal((5, 30, 40), (set.Count, set.StatisticsCount, set.Found));
        Assert.Equal(Drawn(40, 5).Select(i => (double)i), set.Features.data<double>().ToArray());
        Assert.Equal(Drawn(40, 30).Average(), set.Statistics.Mean[0], 1e-12);
    }

    [Fact]
    public void Limit_StatisticsThatCameWithFeatures_AreComputedOfAPart()
    {
        var given = new FeatureStatistics(50, [99], [1]);
        using var part = Rows(40, given);
        using var whole = Rows(40, given);

        part.Limit(new EvaluationOptions { Samples = 10 }, isReference: false);
        whole.Limit(new EvaluationOptions { Samples = 50 }, isReference: false);

        Assert.Equal(10, part.Statistics.Count);
        Assert.Equal((50, 99.0), (whole.Statistics.Count, whole.Statistics.Mean[0]));
    }

    [Theory]
    [InlineData(40, 0, "--samples (40)")]
    [InlineData(0, 30, "--reference-samples (30)")]
    public void Compare_PartOfStatistics_IsRefused(int samples, int referenceSamples, string expected)
    {
        Statistics("a.npz", count: 50);

        var error = Assert.Throws<UsageException>(() => Compare(
            "a.npz", "a.npz", new EvaluationOptions { Samples = samples, ReferenceSamples = referenceSamples }));

        Assert.Contains("is of 50 samples, and of statistics no part can be taken", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_StatisticsOfAllThatIsAskedFor_IsMeasured()
    {
        Statistics("a.npz", count: 50);

        var record = Compare("a.npz", "a.npz", new EvaluationOptions { Samples = 50, ReferenceSamples = 5000 });

        Assert.Equal(("50", "50"), (record.Protocol["samples"], record.Protocol["referenceCount"]));
    }

    [Fact]
    public void Compare_StatisticsThatDoNotSayOfHowMany_AreOfAnUnknownNumber()
    {
        Statistics("a.npz", count: null);

        var record = Compare("a.npz", "a.npz", new EvaluationOptions());

        Assert.Equal(("unknown", "unknown"), (record.Protocol["samples"], record.Protocol["referenceCount"]));
    }

    [Fact]
    public void Compare_FidInfinityByStatisticsOfAnUnknownNumber_SaysSo()
    {
        Features("a.npy", 300, seed: 1);
        using var features = GoldenNoise.Features(2, 20, 4);
        NpzFile.Write(
            _folder["b.npz"],
            [
                ("mu", NpyArray.Vector(new double[4])), ("sigma", new NpyArray([4, 4], Identity)),
                ("feats", new NpyArray([20, 4], features.data<double>().ToArray())),
            ]);

        var record = Compare("a.npy", "b.npz", new EvaluationOptions { Metrics = ["fid-infinity"] });

        Assert.Equal(("300", "unknown"), (record.Protocol["samples"], record.Protocol["referenceCount"]));
    }

    private static int[] Drawn(int count, int first) => new RandomStream(7, Streams.EvaluationOrder).Permutation(count)[..first];

    private static FeatureSampleSet Rows(int count, FeatureStatistics? statistics = null) =>
        new("rows", arange(count, dtype: float64).unsqueeze(1), statistics);

    private static FeatureStatistics StatisticsOf(Tensor features, int[] rows)
    {
        using var builder = new FeatureStatisticsBuilder((int)features.shape[1]);
        builder.Add(features.index_select(0, tensor(Array.ConvertAll(rows, r => (long)r))));
        return builder.Build();
    }

    private MetricRecord Compare(string samples, string reference, EvaluationOptions options) =>
        new Comparison(options, CPU).Compare(_folder[samples], _folder[reference]).Metrics.Single();

    private void Features(string name, int count, uint seed)
    {
        using var features = GoldenNoise.Features(seed, count, 4);
        using var file = File.Create(_folder[name]);
        NpyFormat.Write(file, new NpyArray([count, 4], features.data<double>().ToArray()));
    }

    private void Statistics(string name, int? count)
    {
        StatisticsFile.Save(_folder[name], new FeatureStatistics(count, new double[4], Identity), new Dictionary<string, string>());
    }
}
