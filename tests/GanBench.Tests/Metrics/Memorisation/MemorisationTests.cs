using GanBench.Metrics;
using GanBench.Metrics.Memorisation;
using GanBench.Random;
using static TorchSharp.torch;

namespace GanBench.Tests.Metrics.Memorisation;

public sealed class MemorisationTests
{
    // tests/golden/metrics_memorisation.json: one vector after the other, over SciPy's distances.
    [Theory]
    [InlineData("fresh")]
    [InlineData("near")]
    [InlineData("twins")]
    public void Compute_GoldenFeatures_EqualsBruteForce(string name)
    {
        var golden = MetricsGolden.Load("metrics_memorisation.json").GetProperty(name);
        using var training = GoldenNoise.Features(61, 200, 6);
        using var twins = cat([training, training.narrow(0, 0, 40)]);
        using var fresh = GoldenNoise.Features(62, 150, 6);
        using var noise = GoldenNoise.Features(63, 150, 6);
        using var near = training.narrow(0, 0, 150) + (noise * 0.25);

        var result = MemorisedShare.Compute(name == "near" ? near : fresh, name == "twins" ? twins : training)!;

        MetricsGolden.AssertRelative(golden.Number("threshold"), result.Threshold, 1e-10);
        Assert.Equal(golden.Number("share"), result.Share, 1e-12);
        Assert.Equal(golden.Number("authenticity"), result.Authenticity, 1e-12);
        Assert.Equal(golden.Number("authenticityOfData"), result.AuthenticityOfData, 1e-12);
        Assert.Equal((golden.Number("searched"), golden.Number("duplicates")), (result.Searched, result.Duplicates));
    }

    // Binomial of 2000 samples and of the quantile of 2000: a standard error of 0.007.
    [Theory]
    [InlineData(2)]
    [InlineData(16)]
    [InlineData(64)]
    public void Compute_NewVectorsOfTheSameDistribution_AreCountedAsOftenAsExpected(int dimension)
    {
        using var training = Normal(1, 2000, dimension);
        using var fresh = Normal(2, 2000, dimension);

        var result = MemorisedShare.Compute(fresh, training)!;

        Assert.Equal(MemorisedShare.Expected, result.Share, 0.021);
        Assert.Equal(result.AuthenticityOfData, result.Authenticity, 0.05);
    }

    [Fact]
    public void Compute_CopiesOfAnyTrainingVector_AreAllCounted()
    {
        using var training = Normal(1, 500, 16);
        using var copies = training.flip(0).clone();

        var result = MemorisedShare.Compute(copies, training)!;

        Assert.Equal((1, 0), (result.Share, result.Authenticity));
    }

    // Every fifth is a slightly changed copy, the rest are far from all data: bad samples do not hide copies.
    [Fact]
    public void Compute_CopiesAmongBadSamples_AreStillSeen()
    {
        using var training = Normal(1, 1000, 16);
        using var noise = Normal(2, 1000, 16);
        using var samples = noise * 5;
        using var places = arange(0, 1000, 5);
        using var copies = training.index_select(0, places) + (noise.index_select(0, places) * 0.05);
        samples.index_copy_(0, places, copies);

        Assert.Equal(0.2, MemorisedShare.Compute(samples, training)!.Share, 0.005);
    }

    [Fact]
    public void Compute_SamplesFarFromTheData_AreNotCounted()
    {
        using var training = Normal(1, 500, 16);
        using var far = training * 10;

        Assert.InRange(MemorisedShare.Compute(far, training)!.Share, 0, 0.01);
    }

    [Fact]
    public void Metric_Record_NamesWhatIsExpectedAndHowManyAreSearched()
    {
        using var fresh = new MemorySampleSet("g", Normal(2, 300, 16));
        using var training = new MemorySampleSet("r", Normal(1, 400, 16));

        var records = MemorySampleSet.Measure("memorisation", fresh, training);

        Assert.Equal(["memorisation", "authenticity", "authenticity-real"], records.Select(r => r.Name));
        Assert.StartsWith("0.05 of new images", records[0].Note, StringComparison.Ordinal);
        Assert.Equal("0.05 ± 0.0166 of new images", records[0].Protocol["expected"]);
        Assert.Equal("400", records[0].Protocol["referenceCount"]);
        Assert.Equal((Better.Near, 0.05),
            (MetricRegistry.Value("memorisation").Better, MetricRegistry.Value("memorisation").Target));
    }

    [Fact]
    public void Metric_FewDifferentReferences_SaysWhatItNeeds()
    {
        using var fresh = new MemorySampleSet("g", Normal(2, 30, 16));
        using var few = new MemorySampleSet("r", Normal(1, 19, 16));
        using var twins = new MemorySampleSet("t", Normal(1, 1, 16).expand(30, 16).clone());

        Assert.All(
            MemorySampleSet.Measure("memorisation", fresh, few), r => Assert.Contains("at least 20", r.Note, StringComparison.Ordinal));
        Assert.All(
            MemorySampleSet.Measure("memorisation", fresh, twins), r => Assert.Contains("at least 20", r.Note, StringComparison.Ordinal));
    }

    private static Tensor Normal(ulong seed, int count, int dimension)
    {
        var values = new float[count * dimension];
        new RandomStream(seed, "memorisation").FillNormal(values);
        return tensor(values, [count, dimension]);
    }
}
