using GanBench.Metrics;
using GanBench.Reporting.Building;
using GanBench.Reporting.Model;
using GanBench.Statistics;

namespace GanBench.Reporting.Tests.Building;

public class NumbersTests
{
    private static readonly MetricDirection Lower = new(Better.Lower, null);

    [Fact]
    public void Summary_BestThatWelchTellsApart_IsMarked()
    {
        var column = new[] { SampleSummary.Of([1, 1.1, 0.9]), SampleSummary.Of([5, 5.1, 4.9]) };

        Assert.Equal(CellStyle.Best, Cells.Summary(column[0], column, Lower).Style);
        Assert.Equal(CellStyle.Plain, Cells.Summary(column[0], column, new(Better.Higher, null)).Style);
        Assert.Equal(CellStyle.Plain, Cells.Summary(column[0], column, default).Style);
    }

    [Fact]
    public void Summary_BestWithinTheSpreadOfAnother_IsNotMarked()
    {
        var column = new[] { SampleSummary.Of([1, 3, 2]), SampleSummary.Of([2, 4, 3]), SampleSummary.Of([9, 9, 9]) };

        Assert.All(column, summary => Assert.Equal(CellStyle.Plain, Cells.Summary(summary, column, Lower).Style));
    }

    [Fact]
    public void Summary_OneSeed_IsNotMarked()
    {
        var column = new[] { SampleSummary.Of([1]), SampleSummary.Of([9]) };

        Assert.Equal(CellStyle.Plain, Cells.Summary(column[0], column, Lower).Style);
    }

    [Theory]
    [InlineData(12345.678, "12,346")]
    [InlineData(123.456, "123.5")]
    [InlineData(12.3456, "12.35")]
    [InlineData(-1.23456, "−1.235")]
    [InlineData(0.012345, "0.0123")]
    [InlineData(0.00001234, "1.23e−5")]
    [InlineData(1234567890123, "1.23e12")]
    [InlineData(0, "0")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.NegativeInfinity, "−∞")]
    public void Format_Number_HasFourSignificantDigits(double value, string text) => Assert.Equal(text, Format.Number(value));

    [Theory]
    [InlineData(59.94, "59.9 s")]
    [InlineData(90, "1.5 min")]
    [InlineData(5400, "1.5 h")]
    public void Format_Duration_UsesTheLargestUnit(double seconds, string text) => Assert.Equal(text, Format.Duration(seconds));
}
