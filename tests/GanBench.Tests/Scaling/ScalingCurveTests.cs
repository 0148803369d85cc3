using GanBench.Reporting.Charts;
using GanBench.Scaling;
using GanBench.Testing;

namespace GanBench.Tests.Scaling;

public class ScalingCurveTests
{
    private static readonly ScalingConditions Conditions = new("a processor", 2, 24, "a system", "2.10.0", Rounds: 3, Quick: false);

    // gan at 28×28, operations for an image, two per weight: the generator's layers have 25,856, 131,584, 525,312 and 803,600 parameters
    // and 3,584 of batch norm, 2,979,872 operations; the discriminator's 401,920, 131,328 and 257, 1,067,010. A step is 4 passes of the
    // generator and 9 of the discriminator, a backward pass counted twice: 21,522,578. 128 images at 100 GFLOP/s take 27.5489 ms.
    [Fact]
    public void Predicted_OfGan_IsItsArithmeticOverTheRate() =>
        Assert.Equal(0.0275489, new StepSetting("gan", 1, 28, 128).Predicted(100e9), 7);

    [Fact]
    public void Chart_OfMeasuredValues_HasThemWithWhiskersBesideThePrediction()
    {
        var chart = ScalingCurve.All.Single(curve => curve.Name == "batch").Chart(
        [
            new("batch", "matrix product", 2048, 100, 90, 110, "GFLOP/s"),
            ScalingRow.Exact("batch", "gan, arithmetic", 32, 2, "ms"), new("batch", "gan", 32, 6, 5, 8, "ms"),
            ScalingRow.Exact("batch", "gan, arithmetic", 16, 1, "ms"), new("batch", "gan", 16, 4, 3, 5, "ms"),
        ]);

        var whiskers = chart.Layers.OfType<PointLayer>().Single();
        var prediction = chart.Layers.OfType<LineLayer>().Single(line => line.Name == "gan, arithmetic");
        Assert.Equal([[16, 32], [4, 6], [3, 5], [5, 8]], new[] { whiskers.X, whiskers.Y, whiskers.Low, whiskers.High });
        Assert.Equal([[16, 32], [1, 2]], new[] { prediction.X, prediction.Y });
        Assert.Equal((true, true), (chart.X.Logarithmic, chart.Y.Logarithmic));
        Assert.Equal([16, 32], chart.X.Ticks);
        var svg = ScalingPictures.Svg(chart);
        Assert.Contains("images per batch", svg, StringComparison.Ordinal);
        Assert.Contains("<style>svg { font-family", svg, StringComparison.Ordinal);
        Assert.Contains("svg .gr {", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_OfSomeCurves_HasTheirTablesAlone()
    {
        var page = ScalingPage.Format(
        [
            new("processes", "small suite", 1, 300, 290, 310, "runs per hour"),
            ScalingRow.Exact("processes", "small suite", 2, 450, "runs per hour"),
            ScalingRow.Exact("steps", "gan, anonymous", 0, 100, "MiB"), ScalingRow.Exact("steps", "gan, anonymous", 1000, 101, "MiB"),
            new("steps", "gan, anonymous", 1000, 1.5, -0.25, 3.25, StepsCurve.SlopeUnit),
        ], Conditions, curve => $"scaling/{curve.Name}.png");

        Assert.Contains("Measured on a processor, 2 cores, 24 GiB, a system; libtorch 2.10.0; 3 rounds.", page, StringComparison.Ordinal);
        Assert.Contains("| 1 | 300 (290 to 310) | 1 |\n| 2 | 450 | 1.5 |\n", page, StringComparison.Ordinal);
        Assert.Contains("| `gan`, anonymous | 100 | 101 | 1.5 | −0.25 to 3.25 |\n", page, StringComparison.Ordinal);
        Assert.Contains("](scaling/processes.png)", page, StringComparison.Ordinal);
        Assert.DoesNotContain("batch.png", page, StringComparison.Ordinal);
    }

    // Written by the target Curves; where only words change, GANBENCH_WRITE_DOCS=1 writes it without measuring.
    [Fact]
    public void Page_OfTheDocuments_IsThatOfItsTable()
    {
        var options = new ScalingOptions(ScalingCurve.All, Repository.PathOf("docs"), Rounds: 3, Quick: false, Fresh: false);
        if (Environment.GetEnvironmentVariable("GANBENCH_WRITE_DOCS") is { Length: > 0 })
            File.WriteAllText(options.Page, ScalingRun.Page(options));

        Assert.Equal(ScalingRun.Page(options), File.ReadAllText(options.Page).ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData(1234.5, "1,234")]
    [InlineData(99.95, "100")]
    [InlineData(0.5, "0.5")]
    [InlineData(0.0123456, "0.0123")]
    [InlineData(100, "100")]
    [InlineData(-12.34, "−12.3")]
    [InlineData(0, "0")]
    public void Number_OfAnySize_HasThreeDigits(double value, string text) => Assert.Equal(text, ScalingText.Number(value));
}
