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
    public void WaitUntilFree_NoRun_MakesNoDirectory()
    {
        RunLock.WaitUntilFree(new RunDirectory(_folder["run"]), TimeSpan.FromMinutes(1), CancellationToken.None);
        Assert.False(Directory.Exists(_folder["run"]));
    }
}
