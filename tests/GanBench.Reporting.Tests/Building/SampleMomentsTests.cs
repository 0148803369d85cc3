using GanBench.Reporting.Building;

namespace GanBench.Reporting.Tests.Building;

public class SampleMomentsTests
{
    private static readonly double[] Shares = [0, 0.1, 0.5, 1];

    [Fact]
    public void Choose_RunsOfOneLength_ShowsThemAtEqualSteps()
    {
        int[] steps = [.. Enumerable.Range(0, 101).Select(i => i * 300)];

        var moments = SampleMoments.Choose([steps, steps], Shares);

        Assert.True(moments.EqualSteps);
        Assert.Equal(["step 0", "step 3,000", "step 15,000", "step 30,000"], moments.All.Select(m => m.Label));
        Assert.All(moments.All, m => Assert.Equal(m.Steps[0], m.Steps[1]));
    }

    [Fact]
    public void Choose_OneRunThatEndedALittleEarly_ShowsStepsThatAllHave()
    {
        var moments = SampleMoments.Choose([[0, 200, 400, 600], [0, 200, 400]], Shares);

        Assert.True(moments.EqualSteps);
        Assert.Equal([[0, 0], [200, 200], [400, 400]], moments.All.Select(m => m.Steps));
    }

    [Fact]
    public void Choose_RunsOfVeryDifferentLength_ShowsEqualSharesOfEach()
    {
        var moments = SampleMoments.Choose([[0, 500, 1000, 5000, 10_000], [0, 10, 50, 100]], Shares);

        Assert.False(moments.EqualSteps);
        Assert.Equal(["start", "10 % of the run", "50 % of the run", "end"], moments.All.Select(m => m.Label));
        Assert.Equal([[0, 0], [1000, 10], [5000, 50], [10_000, 100]], moments.All.Select(m => m.Steps));
    }

    [Fact]
    public void Choose_OneRunWithOneGrid_ShowsItOnce() =>
        Assert.Equal([[40]], SampleMoments.Choose([[40]], Shares).All.Select(m => m.Steps));
}
