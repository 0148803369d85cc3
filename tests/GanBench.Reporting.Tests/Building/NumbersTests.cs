using GanBench.Reporting.Building;
using GanBench.Reporting.Model;
using GanBench.Statistics;

namespace GanBench.Reporting.Tests.Building;

public class NumbersTests
{
    [Fact]
    public void Summary_BestThatWelchTellsApart_IsMarked()
    {
        var column = new[] { SampleSummary.Of([1, 1.1, 0.9]), SampleSummary.Of([5, 5.1, 4.9]) };

        Assert.Equal(CellStyle.Best, Cells.Summary(column[0], column, lowerIsBetter: true).Style);
        Assert.Equal(CellStyle.Plain, Cells.Summary(column[0], column, lowerIsBetter: false).Style);
        Assert.Equal(CellStyle.Plain, Cells.Summary(column[0], column, lowerIsBetter: null).Style);
    }

    [Fact]
    public void Summary_BestWithinTheSpreadOfAnother_IsNotMarked()
    {
        var column = new[] { SampleSummary.Of([1, 3, 2]), SampleSummary.Of([2, 4, 3]), SampleSummary.Of([9, 9, 9]) };

        Assert.All(column, summary => Assert.Equal(CellStyle.Plain, Cells.Summary(summary, column, lowerIsBetter: true).Style));
    }

    [Fact]
    public void Summary_OneSeed_IsNotMarked()
    {
        var column = new[] { SampleSummary.Of([1]), SampleSummary.Of([9]) };

        Assert.Equal(CellStyle.Plain, Cells.Summary(column[0], column, lowerIsBetter: true).Style);
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

    [Fact]
    public void Series_LongLog_KeepsExtremesAndFewPoints()
    {
        var series = new SeriesSummary(30_000);
        for (var step = 1; step <= 30_000; step++)
            series.Add(step, step == 12_345 ? 99 : step == 23_456 ? -99 : Math.Sin(step / 500.0));

        var points = SeriesSummary.Combine([series]);

        Assert.InRange(points.Steps.Count, 200, 600);
        Assert.Equal(99, points.Highs.Max());
        Assert.Equal(-99, points.Lows.Min());
        Assert.Equal(points.Steps.Order(), points.Steps);
    }

    [Fact]
    public void Series_ShortLog_KeepsEveryPoint()
    {
        var series = new SeriesSummary(5);
        for (var step = 1; step <= 5; step++)
            series.Add(step, step * step);

        var points = SeriesSummary.Combine([series]);

        Assert.Equal([1, 2, 3, 4, 5], points.Steps);
        Assert.Equal([1, 4, 9, 16, 25], points.Means);
        Assert.Equal(25, series.Final);
    }

    [Fact]
    public void Series_NaNAndNull_AreLeftOut()
    {
        var series = new SeriesSummary(3);
        series.Add(1, double.NaN);
        series.Add(2, null);
        Assert.True(series.IsEmpty);
        Assert.True(double.IsNaN(series.Final));

        series.Add(3, 7);

        Assert.Equal([3], SeriesSummary.Combine([series]).Steps);
    }

    [Fact]
    public void Series_TwoSeeds_AverageMeansAndSpanBoth()
    {
        var a = new SeriesSummary(2);
        var b = new SeriesSummary(2);
        a.Add(1, 1);
        b.Add(1, 3);

        var points = SeriesSummary.Combine([a, b]);

        Assert.Equal((2, 1, 3), (points.Means[0], points.Lows[0], points.Highs[0]));
    }
}
