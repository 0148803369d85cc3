using GanBench.Reporting.Charts;

namespace GanBench.Reporting.Tests.Charts;

public class ScaleTests
{
    [Fact]
    public void Fit_Linear_EndsAtRoundNumbersBeyondTheData()
    {
        var scale = Scale.Fit(new ChartAxis(""), [0.13, 0.97], wanted: 5, tight: false);

        Assert.Equal((0, 1), (scale.Min, scale.Max));
        Assert.Equal(["0", "0.2", "0.4", "0.6", "0.8", "1.0"], scale.Ticks.Select(t => t.Label));
    }

    [Fact]
    public void Fit_StepAxis_EndsAtTheLastStep()
    {
        var scale = Scale.Fit(new ChartAxis("") { Min = 0 }, [1, 37_500], wanted: 4, tight: true);

        Assert.Equal(37_500, scale.Max);
        Assert.Equal(["0", "10k", "20k", "30k"], scale.Ticks.Select(t => t.Label));
    }

    [Fact]
    public void Fit_Logarithmic_LeavesOutWhatIsNotPositive()
    {
        var scale = Scale.Fit(new ChartAxis("") { Logarithmic = true }, [-5, 0, 6, 345], wanted: 4, tight: false);

        Assert.Equal(5, scale.Min, 9);
        Assert.Equal(500, scale.Max, 9);
        Assert.Equal(0.5, scale.Position(50), 9);
        Assert.True(double.IsNaN(scale.Position(0)));
        Assert.Equal(["5", "10", "20", "50", "100", "200", "500"], scale.Ticks.Select(t => t.Label));
    }

    [Fact]
    public void Fit_TicksOfTheAxis_AreThese()
    {
        var axis = new ChartAxis("") { Logarithmic = true, Min = 0.1, Max = 300_000, Ticks = [0.125, 64, 4000, 256_000] };

        var scale = Scale.Fit(axis, [0.125, 256_000], wanted: 4, tight: true);

        Assert.Equal([(0.125, "0.125"), (64, "64"), (4000, "4000"), (256_000, "256k")], scale.Ticks);
    }

    [Theory]
    [InlineData(new double[0])]
    [InlineData(new[] { 3.0 })]
    [InlineData(new[] { 0.0, 0.0 })]
    [InlineData(new[] { double.NaN, double.PositiveInfinity })]
    public void Fit_NothingToSpan_IsStillAnAxis(double[] values)
    {
        var scale = Scale.Fit(new ChartAxis(""), values, wanted: 4, tight: false);

        Assert.True(scale.Max > scale.Min);
        Assert.NotEmpty(scale.Ticks);
    }
}
