using System.Text.Json;
using GanBench.Statistics;

namespace GanBench.Tests.Statistics;

/// <summary>Against SciPy: tests/golden/seed_statistics.py.</summary>
public class SeedStatisticsTests
{
    // Both sides compute in float64; quantiles of Student's t differ by their root finders' tolerance.
    private const double Relative = 1e-8;

    private static readonly JsonElement Golden =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "golden", "seed_statistics.json"))).RootElement;

    [Fact]
    public void SampleSummary_Values_AgreesWithSciPy()
    {
        foreach (var golden in Golden.GetProperty("summaries").EnumerateArray())
        {
            var summary = SampleSummary.Of(Numbers(golden, "values"))!;
            AssertClose(golden, "mean", summary.Mean);
            AssertClose(golden, "sd", summary.StandardDeviation!.Value);
            AssertClose(golden, "low", summary.Low!.Value);
            AssertClose(golden, "high", summary.High!.Value);
        }
    }

    [Fact]
    public void Welch_TwoSamples_AgreesWithSciPy()
    {
        foreach (var golden in Golden.GetProperty("welch").EnumerateArray())
        {
            var test = WelchTest.Compare(Numbers(golden, "a"), Numbers(golden, "b"))!;
            AssertClose(golden, "t", test.Statistic);
            AssertClose(golden, "p", test.PValue);
            AssertClose(golden, "df", test.DegreesOfFreedom);
            AssertClose(golden, "low", test.Low);
            AssertClose(golden, "high", test.High);
        }
    }

    [Fact]
    public void Increase_OneSided_AgreesWithSciPy()
    {
        foreach (var golden in Golden.GetProperty("increase").EnumerateArray())
            AssertClose(golden, "p",
                IncreaseTest.PValue(SampleSummary.Of(Numbers(golden, "before"))!, SampleSummary.Of(Numbers(golden, "after"))!)!.Value);
    }

    [Fact]
    public void Paired_Differences_AgreesWithSciPy()
    {
        foreach (var golden in Golden.GetProperty("paired").EnumerateArray())
            AssertClose(golden, "p", PairedTest.PValue(Numbers(golden, "differences"))!.Value);
        Assert.Equal((1.0, 0.0, null), (PairedTest.PValue([0, 0]), PairedTest.PValue([1, 1]), PairedTest.PValue([1])));
    }

    [Theory]
    // Nothing varies: a t of 0, or infinite either way.
    [InlineData(new double[] { 2, 2 }, new double[] { 2, 2 }, 0.5)]
    [InlineData(new double[] { 2, 2 }, new double[] { 3, 3 }, 0.0)]
    [InlineData(new double[] { 3, 3 }, new double[] { 2 }, 1.0)]
    [InlineData(new double[] { 3 }, new double[] { 3, 3 }, 0.5)]
    [InlineData(new double[] { 1 }, new double[] { 9 }, null)]
    public void Increase_WithoutSpread_IsCertainOrUnknown(double[] before, double[] after, double? expected) =>
        Assert.Equal(expected, IncreaseTest.PValue(SampleSummary.Of(before)!, SampleSummary.Of(after)!));

    [Fact]
    public void Spearman_WithTies_AgreesWithSciPy()
    {
        foreach (var golden in Golden.GetProperty("spearman").EnumerateArray())
        {
            var correlation = RankCorrelation.Of(Numbers(golden, "x").Zip(Numbers(golden, "y")))!;
            AssertClose(golden, "rho", correlation.Coefficient);
            AssertClose(golden, "p", correlation.PValue);
        }
    }

    [Fact]
    public void KolmogorovSmirnov_NormalSample_AgreesWithSciPy()
    {
        var golden = Golden.GetProperty("ks");
        AssertClose(golden, "distance", KolmogorovSmirnov.DistanceToNormal(Numbers(golden, "values")));
    }

    [Fact]
    public void SampleSummary_OneSeed_HasNoInterval()
    {
        var summary = SampleSummary.Of([3, double.NaN])!;
        Assert.Equal((1, 3, null, null), (summary.Count, summary.Mean, summary.Low, summary.StandardDeviation));
        Assert.Null(SampleSummary.Of([double.NaN, double.PositiveInfinity]));
    }

    [Fact]
    public void Welch_SwappedSamples_ChangesSignOnly()
    {
        double[] a = [1, 2, 4], b = [5, 6, 9, 9];
        var (first, second) = (WelchTest.Compare(a, b)!, WelchTest.Compare(b, a)!);
        Assert.True(first.Difference < 0);
        Assert.Equal(first.Difference, -second.Difference, 12);
        Assert.Equal(first.PValue, second.PValue, 12);
        Assert.Null(WelchTest.Compare([1], b));
        Assert.Equal((0, 1), (WelchTest.Compare([2, 2], [2, 2])!.Difference, WelchTest.Compare([2, 2], [2, 2])!.PValue));
    }

    [Theory]
    // Crossing by hand: signs of the difference −, −, +, +, − change twice; touching does not count.
    [InlineData(new double[] { 0, 0, 2, 2, 0 }, new double[] { 1, 1, 1, 1, 1 }, 2)]
    [InlineData(new double[] { 0, 1, 0 }, new double[] { 1, 1, 1 }, 0)]
    [InlineData(new double[] { 0, 1, 2 }, new double[] { 1, 1, 1 }, 1)]
    public void Crossings_Curves_CountsChangesOfSide(double[] first, double[] second, int expected) =>
        Assert.Equal(expected, Curve.Crossings(first, second));

    [Fact]
    public void Slope_Line_IsItsGradient()
    {
        Assert.Equal(-0.5, Curve.Slope([3, 2.5, 2, 1.5]), 12);
        Assert.Equal([1.5, 4], Curve.Means([1, 2, double.NaN, 4], 2));
    }

    private static double[] Numbers(JsonElement element, string name) =>
        [.. element.GetProperty(name).EnumerateArray().Select(e => e.GetDouble())];

    private static void AssertClose(JsonElement golden, string name, double actual)
    {
        var expected = golden.GetProperty(name).GetDouble();
        Assert.True(Math.Abs(expected - actual) <= Relative * Math.Max(Math.Abs(expected), 1e-6),
            $"{name}: SciPy {expected:R}, here {actual:R}");
    }
}
