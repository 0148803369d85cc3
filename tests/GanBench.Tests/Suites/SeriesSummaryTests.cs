using GanBench.Suites.Results;

namespace GanBench.Tests.Suites;

public class SeriesSummaryTests
{
    [Fact]
    public void Combine_LongLog_KeepsExtremesAndFewPoints()
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
    public void Combine_ShortLog_KeepsEveryPoint()
    {
        var series = new SeriesSummary(5);
        for (var step = 1; step <= 5; step++)
            series.Add(step, step * step);

        var points = SeriesSummary.Combine([series]);

        Assert.Equal([1, 2, 3, 4, 5], points.Steps);
        Assert.Equal([1, 4, 9, 16, 25], points.Means);
    }

    [Fact]
    public void Combine_NaNAndNull_AreLeftOut()
    {
        var series = new SeriesSummary(3);
        series.Add(1, double.NaN);
        series.Add(2, null);
        Assert.True(series.IsEmpty);

        series.Add(3, 7);

        Assert.Equal([3], SeriesSummary.Combine([series]).Steps);
    }

    [Fact]
    public void Combine_TwoSeeds_AverageMeansAndSpanBoth()
    {
        var a = new SeriesSummary(2);
        var b = new SeriesSummary(2);
        a.Add(1, 1);
        b.Add(1, 3);

        var points = SeriesSummary.Combine([a, b]);

        Assert.Equal((2, 1, 3), (points.Means[0], points.Lows[0], points.Highs[0]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(300)]
    [InlineData(301)]
    [InlineData(1_000_000)]
    public void Add_StepsUnknown_KeepsExtremesAndFewPoints(int steps)
    {
        var series = new SeriesSummary();
        for (var step = 1; step <= steps; step++)
            series.Add(step, step == (steps + 1) / 2 ? 99 : -step);

        var points = SeriesSummary.Combine([series]);

        Assert.InRange(points.Steps.Count, Math.Min(steps, SeriesSummary.Buckets / 2), SeriesSummary.Buckets);
        Assert.Equal(99, points.Highs.Max());
        Assert.Equal(steps == 1 ? 99 : -steps, points.Lows.Min());
        Assert.Equal(points.Steps.Order(), points.Steps);
        // As if the last step had been known.
        var known = new SeriesSummary(Doubled(steps));
        for (var step = 1; step <= steps; step++)
            known.Add(step, step == (steps + 1) / 2 ? 99 : -step);
        Assert.Equal(SeriesSummary.Combine([known]).Means, points.Means);
    }

    private static int Doubled(int steps)
    {
        var end = SeriesSummary.Buckets;
        while (end < steps)
            end *= 2;
        return end;
    }
}
