using GanBench.Reporting.Html;
using GanBench.Reporting.Live;
using GanBench.Reporting.Live.Pages;
using GanBench.Runs;

namespace GanBench.Reporting.Tests.Live;

public sealed class LongLogTests : IDisposable
{
    private readonly FakeRuns _runs = new();

    public void Dispose() => _runs.Dispose();

    // Counted, not timed: what a page costs must not grow with the log.
    [Fact]
    public void Page_OfALongLog_IsNoLargerAndReadsOnlyWhatWasAppended()
    {
        var run = _runs.Add("run", RunStatus.Running, logged: 600, steps: 1_000_000, locked: true);
        var small = Page(new LiveRuns(_runs.Folder, null)).Length;
        FakeRuns.Log(run, 601, 120_000);
        var runs = new LiveRuns(_runs.Folder, null);
        var log = new LiveLog(run.ProgressFile);
        while (log.ReadShare < 1 || log.BytesRead == 0)
            log.Advance();
        // A line that two looks share is read by both.
        var length = new FileInfo(run.ProgressFile).Length;
        Assert.InRange(log.BytesRead, length, length + (length / LiveLog.Budget * 1000));
        Page(runs);
        var before = (log.BytesRead, Allocated: GC.GetAllocatedBytesForCurrentThread());

        FakeRuns.Log(run, 120_001, 120_001);
        log.Advance();

        Assert.InRange(log.BytesRead - before.BytesRead, 1, 1000);
        Assert.InRange(Page(runs).Length, small / 2, small * 2);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before.Allocated, 0, 40 << 20);
    }

    private static string Page(LiveRuns runs) =>
        HtmlRenderer.Render<LivePage>(new() { ["View"] = runs.Look(new LiveQuery(["run"], "")) });
}
