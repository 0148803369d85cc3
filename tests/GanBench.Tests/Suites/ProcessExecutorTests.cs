using GanBench.Engine;
using GanBench.Runs;
using GanBench.Suites.Loading;
using GanBench.Suites.Planning;
using GanBench.Suites.Running;
using GanBench.Testing;
using GanBench.Tests.Training;
using GanBench.Training;

namespace GanBench.Tests.Suites;

/// <summary>
/// What is decided without a process, and what is written on behalf of one that died. Real deaths are in the command's tests.
/// </summary>
public sealed class ProcessExecutorTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_AllFinished_StartsNoProcess()
    {
        var plan = Plan("ms-ssim");
        var done = Train(plan);
        // The program of a test run is no ganbench: a process of it would end as anything but completed.
        var outcomes = await Executor(plan).RunAsync();
        Assert.All(outcomes, o => Assert.Equal((RunEnd.Completed, 1), (o.End, o.State!.Starts)));
        Assert.Equal(done.Select(o => o.State!.CheckpointHash), outcomes.Select(o => o.State!.CheckpointHash));
    }

    [Fact]
    public void Find_MetricAddedLater_IsNotFinished()
    {
        Train(Plan("ms-ssim"));
        Assert.NotNull(Find(Plan("ms-ssim")));
        Assert.Null(Find(Plan("ms-ssim, swd")));
    }

    [Fact]
    public async Task Run_MissingData_IsSaidWithoutAProcess()
    {
        var plan = Plan("ms-ssim", "[{architectures: dcgan, datasets: ['folder:/nowhere/at/all'], imageSizes: 28}]");
        var outcome = Assert.Single(await Executor(plan).RunAsync());
        Assert.Equal((RunEnd.NoData, true), (outcome.End, outcome.Message!.Contains("/nowhere/at/all", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Run_CancelledBefore_StartsNothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => Executor(Plan("ms-ssim")).RunAsync(null, cancelled.Token));
        Assert.False(Directory.Exists(_folder["runs"]));
    }

    [Fact]
    public void Write_DeathBeforeTheRun_MakesARunThatIsListed()
    {
        var plan = Plan("ms-ssim");
        using var request = RunRequest.Prepare(plan.Runs[0].Spec, _folder["runs"]);
        var state = Write(request, 134);
        Assert.Equal(("crashed", 0, 4), (state.Standing, state.Step, state.Steps));
        Assert.Equal(request.Directory.Id, Assert.Single(RunDirectory.List(_folder["runs"])).Id);
        // A version that knows no crashes reads a failed run.
        Assert.Contains("\"status\": \"failed\"", File.ReadAllText(request.Directory.StateFile), StringComparison.Ordinal);
        Assert.Equal(RunEnd.Completed, Train(plan)[0].End);
        Assert.Null(request.Directory.ReadState()!.Crash);
    }

    [Fact]
    public void Write_DeathWhileMeasuring_LeavesTheTrainingDone()
    {
        var plan = Plan("ms-ssim");
        var hash = Train(plan)[0].State!.CheckpointHash;
        using var request = RunRequest.Prepare(plan.Runs[0].Spec, _folder["runs"]);
        var state = Write(request, 137);
        Assert.Equal(
            (RunStatus.Completed, "crashed", "its measurement died of SIGKILL, exit code 137: killed from outside, or memory ran out"), (
            state.Status, state.Standing, state.Remark));
        Assert.False(PlanStatus.IsFinished(PlanStatus.Of(plan, _folder["runs"], null, checkData: false).Runs[0]));
        Assert.Null(Find(plan));
        var again = Train(plan)[0].State!;
        Assert.Equal((hash, 1, "completed"), (again.CheckpointHash, again.Starts, again.Standing));
        Assert.NotNull(Find(plan));
    }

    [Fact]
    public void Write_RunThatAnotherProcessHasTakenUp_IsLeftToIt()
    {
        using var request = RunRequest.Prepare(Plan("ms-ssim").Runs[0].Spec, _folder["runs"]);
        using var held = RunLock.Take(request.Directory);
        Assert.Null(CrashRecord.Write(request.Directory, request.Spec, RunCrash.Of(134, []), default, default));
        Assert.False(File.Exists(request.Directory.StateFile));
    }

    private static RunState Write(RunRequest request, int exitCode) =>
        CrashRecord.Write(
            request.Directory, request.Spec, RunCrash.Of(exitCode, ["last words"]), DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch)!;

    private RunState? Find(SuitePlan plan)
    {
        using var request = RunRequest.Prepare(plan.Runs[0].Spec, _folder["runs"]);
        return FinishedRun.Find(request, plan.DistinctRuns[0], new CheckpointEvaluator(null));
    }

    private IReadOnlyList<RunOutcome> Train(SuitePlan plan) =>
        new SuiteRunner(plan, _folder["runs"], null, TestRuns.Device, new CheckpointEvaluator(null)).Run();

    private ProcessExecutor Executor(SuitePlan plan) => new(
        plan, new ElementCommand("tiny", plan, _folder["runs"], null, "cpu"), JobSlots.Share("cpu", 2));

    private SuitePlan Plan(string metrics, string grid = "[{architectures: gan, datasets: glyphs}]") => Planner.Plan(
        SuiteLoader.Load(_folder.Write("tiny.yaml", $$$"""
            name: tiny
            training: {steps: 4, batchSize: 8, sampleEvery: 0, checkpointEvery: 2}
            recipe: {network: {width: 0.125}}
            evaluation: {metrics: [{{{metrics}}}], samples: 20}
            grid: {{{grid}}}
            """)),
        new PlanChoices(Profile.Published) { Numerics = Numerics.Portable });
}
