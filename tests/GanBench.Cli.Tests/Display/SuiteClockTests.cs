using GanBench.Cli.Display;

namespace GanBench.Cli.Tests.Display;

public class SuiteClockTests
{
    // Dense networks take long for their little arithmetic, convolutions the other way round.
    private static readonly RunCost Dense = new("gan/glyphs", "gan", 1e7, 1000), Deep = new("dcgan/glyphs", "dcgan", 2e9, 500);

    [Fact]
    public void Left_NothingKnown_IsNotGuessed() =>
        Assert.Null(new SuiteClock(1).Left(TimeSpan.Zero, [new(Dense, 1000, null)], [Deep]));

    [Fact]
    public void Left_CellsThatWereTrained_TakeAsLongAgain()
    {
        var clock = new SuiteClock(1);
        clock.Learn(Dense, 0.01);
        clock.Learn(Deep, 0.2);
        Assert.Equal(10 + 100 + 50, clock.Left(TimeSpan.Zero, [new(Deep, 250, null)], [Dense, Deep])!.Value, 6);
    }

    [Fact]
    public void Left_ArchitectureThatWasTrained_ScalesByArithmetic()
    {
        var clock = new SuiteClock(1);
        clock.Learn(Deep, 0.2);
        clock.Learn(Dense, 5);
        var wide = Deep with { Cell = "dcgan/shapes", OperationsPerStep = (2 * 2e9) + 5e7 };
        Assert.Equal(500 * 0.4, clock.Left(TimeSpan.Zero, [], [wide])!.Value, 6);
    }

    [Fact]
    public void Left_SeveralAtOnce_IsSharedOutButNotBelowTheLongest()
    {
        var clock = new SuiteClock(2);
        clock.Learn(Dense, 0.01);
        Assert.Equal(15, clock.Left(TimeSpan.Zero, [], [Dense, Dense, Dense])!.Value, 6);
        Assert.Equal(10, new SuiteClock(4).Left(TimeSpan.Zero, [new(Dense, 1000, 0.01)], [])!.Value, 6);
    }

    [Fact]
    public void Left_MeasurementsThatWereSeen_AreExpectedOfEveryRun()
    {
        var clock = new SuiteClock(1);
        clock.Learn(Dense, 0.01);
        clock.LearnBesideSteps(4);
        clock.LearnBesideSteps(6);
        Assert.Equal(3 * 15, clock.Left(TimeSpan.Zero, [], [Dense, Dense, Dense])!.Value, 6);
    }

    // What was printed before: 32 minutes, and 5 a minute later, when a run of another kind began.
    [Fact]
    public void Left_RunOfAnotherKindBegins_DoesNotJump()
    {
        var clock = new SuiteClock(1);
        var told = new List<double>();
        var now = TimeSpan.Zero;
        Run(Dense, 0.2, [Deep, Deep]);
        clock.Learn(Dense, 0.2);
        // Seventeen times as quick as its arithmetic lets expect.
        Run(Deep, 0.4, [Deep]);
        clock.Learn(Deep, 0.4);
        Run(Deep, 0.4, []);

        foreach (var (before, after) in told.Zip(told.Skip(1)))
            Assert.InRange(after, before - (0.1 * told[0]), before + 1);
        Assert.InRange(told[^1], 0, 2);

        void Run(RunCost cost, double seconds, RunCost[] waiting)
        {
            for (var left = (double)cost.Steps; left > 0; left -= 1 / seconds)
            {
                told.Add(clock.Left(now, [new(cost, (int)left, seconds)], waiting)!.Value);
                now += TimeSpan.FromSeconds(1);
            }
        }
    }
}
