using GanBench.Runs;
using GanBench.Testing;

namespace GanBench.Tests.Runs;

public sealed class RunLockTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WaitUntilFree_LockLetGo_ReturnsWhenItIs()
    {
        var run = new RunDirectory(_folder["run"]);
        var held = RunLock.Take(run);
        using var release = new Timer(_ => held.Dispose(), null, TimeSpan.FromMilliseconds(300), Timeout.InfiniteTimeSpan);
        RunLock.WaitUntilFree(run, TimeSpan.FromMinutes(1), CancellationToken.None);
        RunLock.Take(run).Dispose();
    }

    [Fact]
    public void WaitUntilFree_LockKept_EndsWithPatience()
    {
        var run = new RunDirectory(_folder["run"]);
        using var held = RunLock.Take(run);
        RunLock.WaitUntilFree(run, TimeSpan.FromMilliseconds(200), CancellationToken.None);
        Assert.Throws<RunFailedException>(() => RunLock.Take(run));
    }

    [Fact]
    public void IsHeld_TakenAndLetGo_SaysSoWithoutMakingAnything()
    {
        var run = new RunDirectory(_folder["run"]);
        Assert.False(RunLock.IsHeld(run));
        Assert.False(Directory.Exists(run.Path));
        using (RunLock.Take(run))
            Assert.True(RunLock.IsHeld(run));
        Assert.False(RunLock.IsHeld(run));
    }

    [Fact]
    public void Observe_RunningRunThatNobodyHolds_IsInterrupted()
    {
        var run = new RunDirectory(_folder["run"]);
        Assert.Null(run.Observe());
        using (RunLock.Take(run))
        {
            run.WriteState(new RunState { Id = "run", Step = 3 });
            Assert.Equal(RunStatus.Running, run.Observe()!.Status);
        }

        var state = run.Observe()!;

        Assert.Equal(("interrupted", 3), (state.Standing, state.Step));
        Assert.Contains("ended without a word", state.Remark, StringComparison.Ordinal);
        // What the trainer reads is what is there.
        Assert.Equal(RunStatus.Running, run.ReadState()!.Status);
    }

    [Fact]
    public void Remove_Run_LeavesNothingUnlessItIsHeld()
    {
        var run = new RunDirectory(_folder["run"]);
        run.WriteSpec(new RunSpec { Architecture = "gan", Dataset = "glyphs" });
        Directory.CreateDirectory(Path.Combine(run.CheckpointsFolder, "step-000001"));
        using (RunLock.Take(run))
            Assert.Throws<RunFailedException>(() => RunRemoval.Remove(run));
        Assert.True(run.Exists);

        RunRemoval.Remove(run);

        Assert.False(Directory.Exists(run.Path));
    }

    [Fact]
    public void WaitUntilFree_NoRun_MakesNoDirectory()
    {
        RunLock.WaitUntilFree(new RunDirectory(_folder["run"]), TimeSpan.FromMinutes(1), CancellationToken.None);
        Assert.False(Directory.Exists(_folder["run"]));
    }

    [Fact]
    public void WaitUntilFree_Cancelled_EndsAtOnce()
    {
        var run = new RunDirectory(_folder["run"]);
        using var held = RunLock.Take(run);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        RunLock.WaitUntilFree(run, TimeSpan.FromMinutes(2), new CancellationToken(canceled: true));
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void Take_Taken_SaysWhoseFaultItIsUntilItIsLetGo()
    {
        var run = new RunDirectory(_folder["run"]);
        using (RunLock.Take(run))
        {
            var error = Assert.Throws<RunFailedException>(() => RunLock.Take(run));
            Assert.StartsWith("Run run is locked", error.Message, StringComparison.Ordinal);
        }
        RunLock.Take(run).Dispose();
        // Who held it last is known afterwards.
        Assert.Equal(FormattableString.Invariant($"{Environment.ProcessId}"), File.ReadAllText(run.LockFile));
    }

    [Fact]
    public void Take_FileInTheWayOfTheFolder_IsTheEnvironmentsFault()
    {
        _folder.Write("runs", "");
        Assert.Throws<EnvironmentException>(() => RunLock.Take(new RunDirectory(_folder["runs", "run"])));
    }
}
