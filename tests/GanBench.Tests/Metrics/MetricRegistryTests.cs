using GanBench.Metrics;

namespace GanBench.Tests.Metrics;

public sealed class MetricRegistryTests
{
    [Fact]
    public void Values_OfAllMetrics_HaveNamesOfTheirOwn() =>
        Assert.Equal(MetricRegistry.Values.Select(v => v.Name).Distinct(), MetricRegistry.Values.Select(v => v.Name));

    [Fact]
    public void Values_InTheOrderOfColumns_BeginWithThoseOfSummaries()
    {
        Assert.Equal(
            ["fid", "kid", "inception-score", "precision", "recall", "collapse", "fid-infinity"],
            MetricRegistry.Values.Take(7).Select(v => v.Name));
        Assert.Equal("fid", MetricRegistry.Main.Name);
    }

    [Fact]
    public void Value_PartOfAValue_IsDescribedByIt()
    {
        var part = MetricRegistry.Value("swd-32");

        Assert.Equal(("swd-32", "Swd 32", Better.Lower, false), (part.Name, part.Label, part.Better, part.IsDrawn));
        Assert.Equal("swd", MetricRegistry.Of("swd-32")!.Name);
    }

    [Theory]
    [InlineData("fid-32", "Fid 32")]
    [InlineData("swd-large", "Swd large")]
    [InlineData("own-score", "Own score")]
    public void Value_OfNoMetric_IsTheNameAlone(string name, string label)
    {
        var value = MetricRegistry.Value(name);

        Assert.Equal((name, label, Better.Neither, true), (value.Name, value.Label, value.Better, value.IsDrawn));
        Assert.Null(MetricRegistry.Of(name));
    }

    [Theory]
    [InlineData("ms-ssim", "ms-ssim-real")]
    [InlineData("nearest-feature", "nearest-feature-real")]
    [InlineData("fid", null)]
    public void ReferenceOf_Value_IsItsCounterpartOfTheData(string name, string? reference) =>
        Assert.Equal(reference, MetricRegistry.ReferenceOf(name)?.Name);

    [Fact]
    public void References_OfAllMetrics_NameAValue() =>
        Assert.All(MetricRegistry.Values.Select(v => v.ReferenceOf).OfType<string>(), name => Assert.NotNull(MetricRegistry.Of(name)));
}
