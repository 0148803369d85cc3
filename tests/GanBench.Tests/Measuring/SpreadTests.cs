using GanBench.Microbenchmarks.Measuring;

namespace GanBench.Tests.Measuring;

/// <summary>Medians and ranges of measurements and of the ratios of pairs.</summary>
public class SpreadTests
{
    [Fact]
    public void Of_SomeNumbers_HasTheirMedianAndEnds() => Assert.Equal(new Spread(4, 1, 9), Spread.Of([9, 1, 4, 6, 3]));

    [Fact]
    public void OfPairs_MachineSlowedRoundByRound_IsTheRatioOfEachPair()
    {
        // Both take twice and ten times as long in the later rounds. The medians' ratio would be 20 / 200 whatever the pairs say.
        var spread = Spread.OfPairs(Unit.Milliseconds, [10, 20, 150], [100, 200, 1000]);

        Assert.Equal(new Spread(0.1, 0.1, 0.15), spread);
    }

    [Fact]
    public void OfPairs_Rates_IsTheRatioOfTimes()
    {
        // Twice as many images a second take half the time.
        var spread = Spread.OfPairs(Unit.Images, [200, 100], [100, 100]);

        Assert.Equal(new Spread(0.75, 0.5, 1), spread);
    }

    [Fact]
    public void OfPairs_NotAsMany_IsRefused() =>
        Assert.Throws<ArgumentException>(() => Spread.OfPairs(Unit.Seconds, [1, 2], [1]));
}
