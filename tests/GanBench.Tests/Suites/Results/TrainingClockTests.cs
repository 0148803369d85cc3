using GanBench.Suites.Results;

namespace GanBench.Tests.Suites.Results;

public class TrainingClockTests
{
    [Fact]
    public void At_Steps_AreOnStraightLinesBetweenTheLogsMarks()
    {
        var clock = new TrainingClock(1000);
        clock.Add(100, 50);
        clock.Add(200, null);
        clock.Add(300, 250);

        Assert.Equal([0, 25, 50, 150, 250], new[] { 0, 50, 100, 200, 300 }.Select(step => clock.At(step)!.Value));
        Assert.Null(clock.At(301));
    }

    [Fact]
    public void At_ManyLines_KeepsTheLastOfEachIntervalAndTheEnd()
    {
        var clock = new TrainingClock(1_000_000);
        for (var step = 1; step <= 1_000_000; step += 1)
            clock.Add(step, step / 10.0);

        Assert.Equal(100_000, clock.At(1_000_000));
        Assert.Equal(12_345.6, clock.At(123_456)!.Value, 6);
    }
}
