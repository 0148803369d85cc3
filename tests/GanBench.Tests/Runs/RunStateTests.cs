using GanBench.Runs;

namespace GanBench.Tests.Runs;

/// <summary>How a run stands, in words.</summary>
public class RunStateTests
{
    private static readonly RunCrash Crash = RunCrash.Of(137, []);

    private static readonly string Killed = Crash.ToString();

    [Fact]
    public void Standing_OfACrash_IsCrashedWhateverTheStatus()
    {
        Assert.Equal("interrupted", State(RunStatus.Interrupted).Standing);
        Assert.Equal("crashed", (State(RunStatus.Failed) with { Crash = Crash }).Standing);
        Assert.Equal("crashed", (State(RunStatus.Completed) with { Crash = Crash }).Standing);
    }

    // A training that was over when its process died keeps its own words.
    [Fact]
    public void Remark_OfACrash_SaysWhatDied()
    {
        var diverged = State(RunStatus.Diverged) with { Message = "loss-d is NaN" };

        Assert.Equal("loss-d is NaN", diverged.Remark);
        Assert.Equal($"loss-d is NaN; its measurement died of {Killed}", (diverged with { Crash = Crash }).Remark);
        Assert.Equal($"its measurement died of {Killed}", (State(RunStatus.Completed) with { Crash = Crash }).Remark);
        Assert.Equal(Killed, (State(RunStatus.Failed) with { Crash = Crash, Message = "an earlier error" }).Remark);
    }

    private static RunState State(RunStatus status) => new() { Id = "run", Status = status };
}
