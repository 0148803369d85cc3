using GanBench.Cli.Display;

namespace GanBench.Cli.Tests.Display;

public class StepTimesTests
{
    [Fact]
    public void Median_FewSteps_IsNotKnown()
    {
        var times = new StepTimes();
        times.Add(1, 5);
        times.Add(2, 5.5);
        times.Add(3, 6);
        Assert.Null(times.Median);
        times.Add(4, 6.5);
        Assert.Equal(0.5, times.Median);
    }

    [Fact]
    public void Median_SlowStartAndPauses_AreNotCounted()
    {
        var times = new StepTimes();
        var seconds = 0.0;
        for (var step = 1; step <= 300; step++)
        {
            // A first step that warms up, a checkpoint every hundred steps.
            seconds += step == 1 ? 30 : step % 100 == 0 ? 20 : 0.25;
            times.Add(step, seconds);
        }
        Assert.Equal(0.25, times.Median!.Value, 9);
    }

    [Fact]
    public void Median_StepsBelowAMillisecond_AreTakenTogether()
    {
        var times = new StepTimes();
        // As a log rounds them.
        for (var step = 1; step <= 4000; step++)
            times.Add(step, Math.Round(step * 0.0004, 3));
        Assert.InRange(times.Median!.Value, 0.00039, 0.00041);
    }

    [Fact]
    public void Median_AnotherPace_IsFollowedWithinRecentSteps()
    {
        var times = new StepTimes();
        for (var step = 1; step <= 100; step++)
            times.Add(step, step);
        for (var step = 101; step <= 140; step++)
            times.Add(step, 100 + ((step - 100) * 3));
        Assert.Equal(3, times.Median);
    }
}
