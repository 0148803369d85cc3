using GanBench.Engine;
using GanBench.Metrics;
using GanBench.Runs;
using GanBench.Suites.Loading;
using GanBench.Suites.Planning;
using GanBench.Suites.Results;
using GanBench.Suites.Running;
using GanBench.Suites.Schema;
using GanBench.Suites.Slurm;
using GanBench.Text;
using GanBench.Testing;
using GanBench.Tests.Training;
using GanBench.Training;
using GanBench.Training.Checkpoints;
using TorchSharp;

namespace GanBench.Tests.Suites;

[Collection("PATH")]
public sealed class SuiteRunnerTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_Twice_DoesNothingTheSecondTime()
    {
        var evaluator = new CountingEvaluator();
        var first = Runner(Plan(), evaluator).Run();
        var second = Runner(Plan(), evaluator).Run();
        Assert.All(first, o => Assert.Equal(RunEnd.Completed, o.End));
        Assert.Equal(first.Select(o => o.State!.CheckpointHash), second.Select(o => o.State!.CheckpointHash));
        Assert.All(second, o => Assert.Equal(1, o.State!.Starts));
        Assert.Equal([2, 4, 2, 4, 2, 4, 2, 4], evaluator.Steps);
        Assert.All(PlanStatus.Of(Plan(), _folder["runs"], null, checkData: true).Runs, r => Assert.True(r.IsDone));
    }

    [Fact]
    public void Run_OneFails_OthersGoOn()
    {
        var plan = Plan();
        // A file stands where the first run's checkpoints should be.
        using (var request = RunRequest.Prepare(plan.Runs[0].Spec, _folder["runs"]))
        {
            Directory.CreateDirectory(request.Directory.Path);
            File.WriteAllText(request.Directory.CheckpointsFolder, "");
        }
        var outcomes = Runner(plan, new CountingEvaluator()).Run();
        Assert.Equal([RunEnd.Failed, RunEnd.Completed], outcomes.Select(o => o.End));
        Assert.Contains("Cannot write checkpoint", outcomes[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_MissingData_SaysWhatIsMissingAndGoesOn()
    {
        var plan = Plan("""
            grid:
              - {architectures: dcgan, datasets: ["folder:/nowhere/at/all"], imageSizes: 28}
              - {architectures: gan, datasets: glyphs}
            """);
        var outcomes = Runner(plan, new CountingEvaluator()).Run();
        Assert.Equal([RunEnd.NoData, RunEnd.Completed], outcomes.Select(o => o.End));
        Assert.Contains("/nowhere/at/all", outcomes[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_LockedByAnotherProcess_IsLeftToIt()
    {
        var plan = Plan();
        using var request = RunRequest.Prepare(plan.Runs[0].Spec, _folder["runs"]);
        using var held = RunLock.Take(request.Directory);
        var outcomes = Runner(plan, new CountingEvaluator()).Run();
        Assert.Equal([RunEnd.InUse, RunEnd.Completed], outcomes.Select(o => o.End));
    }

    [Fact]
    public void Run_DirectoryOfANewerVersion_IsRefusedUntouched()
    {
        var plan = Plan();
        using var request = RunRequest.Prepare(plan.Runs[0].Spec, _folder["runs"]);
        Directory.CreateDirectory(request.Directory.Path);
        File.WriteAllText(request.Directory.StateFile, "{\"schema\": 99, \"id\": \"x\"}");
        var outcomes = Runner(plan, new CountingEvaluator()).Run([0]);
        Assert.Contains("newer GanBench", Assert.Single(outcomes).Message, StringComparison.Ordinal);
        Assert.Equal("{\"schema\": 99, \"id\": \"x\"}", File.ReadAllText(request.Directory.StateFile));
    }

    [Fact]
    public void Run_InitFrom_StartsFromTheSourcesWeights()
    {
        var plan = Plan("""
            grid:
              - {architectures: dcgan, datasets: glyphs}
              - {architectures: dcgan, datasets: glyphs, initFrom: dcgan/glyphs}
            """);
        var outcomes = Runner(plan, new CountingEvaluator()).Run();
        Assert.All(outcomes, o => Assert.Equal(RunEnd.Completed, o.End));
        Assert.Equal(outcomes[0].Directory!.Id + "@4", outcomes[1].Directory!.ReadSpec().InitFrom);
        Assert.NotEqual(outcomes[0].State!.CheckpointHash, outcomes[1].State!.CheckpointHash);
    }

    // Looking at the networks may not change them, and stopping may not change what was seen.
    [Fact]
    public void Run_WithACurve_MeasuresInPassingAndTrainsTheSameBits()
    {
        const string Curve = """
            evaluation:
              metrics: [high-frequency]
              samples: 40
              curve: {every: 1, metrics: [high-frequency], samples: 20}
            grid: [{architectures: dcgan, datasets: glyphs}]
            """;
        var evaluator = new CheckpointEvaluator(dataDirectory: null);
        var without = Runner(Plan("grid: [{architectures: dcgan, datasets: glyphs}]"), new CountingEvaluator()).Run()[0];
        var hash = without.State!.CheckpointHash;
        Directory.Move(_folder["runs"], _folder["without"]);

        var run = Runner(Plan(Curve), evaluator).Run()[0];

        Assert.Equal(hash, run.State!.CheckpointHash);
        Assert.Equal([1, 2, 3, 4], run.Directory!.CurveSteps);
        var passing = run.Directory.ReadCurve(4)!.Metrics.Single();
        Assert.Equal(("high-frequency-ratio", "20"), (passing.Name, passing.Protocol["samples"]));
        var checkpoint = run.Directory.ReadMetrics(4)!.Metrics.Single();
        Assert.Equal("40", checkpoint.Protocol["samples"]);
        var seen = run.Directory.CurveSteps.Select(step => File.ReadAllText(run.Directory.CurveFile(step))).ToList();
        Directory.Delete(_folder["runs"], recursive: true);

        using var stop = new CancellationTokenSource();
        var runner = new SuiteRunner(Plan(Curve), _folder["runs"], null, TestRuns.Device, evaluator)
        {
            Progress = new Stopping(stop, step: 3),
        };
        Assert.Throws<OperationCanceledException>(() => runner.Run(cancellationToken: stop.Token));
        run = Runner(Plan(Curve), evaluator).Run()[0];

        Assert.Equal(hash, run.State!.CheckpointHash);
        Assert.Equal(seen, run.Directory!.CurveSteps.Select(step => File.ReadAllText(run.Directory.CurveFile(step))));
    }

    [Fact]
    public void Export_Import_CarriesARunUnchanged()
    {
        var run = Runner(Plan(), new CountingEvaluator()).Run([0])[0].Directory!;
        RunArchive.Export(run, _folder["run.zip"]);
        var imported = RunArchive.Import(_folder["run.zip"], _folder["elsewhere"]);
        var comparison = RunComparison.Of(run, imported);
        Assert.Empty(comparison.Settings);
        Assert.True(comparison.SameWeights);
        Assert.Contains(
            "already", Assert.Throws<UsageException>(() => RunArchive.Import(_folder["run.zip"], _folder["elsewhere"])).Message,
            StringComparison.Ordinal);
        Assert.Equal([imported.Path], Directory.GetFileSystemEntries(_folder["elsewhere"]));
    }

    [Fact]
    public void Compare_RunsOfTwoSeeds_NamesTheSeedAndTheResults()
    {
        var plan = Plan("seeds: [1, 2]\ngrid: [{architectures: gan, datasets: glyphs}]");
        var outcomes = Runner(plan, new CountingEvaluator()).Run();
        var comparison = RunComparison.Of(outcomes[0].Directory!, outcomes[1].Directory!);
        Assert.Equal(new RunDifference("seed", "1", "2"), Assert.Single(comparison.Settings));
        Assert.Empty(comparison.Environment);
        Assert.False(comparison.SameWeights);
        Assert.Contains(comparison.Results, r => r.Name == "loss-g@4" && r.Difference != 0);
    }

    [Fact]
    public void Reproduce_FinishedRun_GivesTheSameBits()
    {
        var run = Runner(Plan(), new CountingEvaluator()).Run([0])[0].Directory!;
        var reproduction = Reproduction.Repeat(run, null, TestRuns.Device, null, CancellationToken.None);
        Assert.True(reproduction.SameData);
        Assert.True(reproduction.Comparison.SameWeights);
        Assert.True(reproduction.IsReproduced(0));
    }

    [Fact]
    public void Script_Slurm_AsksForWhatTheSuiteStates()
    {
        var plan = Plan(
            "slurm: {timeLimit: '01:30:00', partition: gpu, cpus: 8, memory: 32G, gpus: 2, maximumJobs: 4}\ngrid: [{architectures: [gan, "
            + "dcgan], datasets: glyphs}]");
        var script = SlurmExecutor.Script(
            plan, new SlurmJobs(plan, "/runs"), new ElementCommand("smoke", plan, "/runs", null, "cuda"), [0, 1, 2, 5], ["17", "23_1"]);
        foreach (var line in new[] { "--array=0-2,5%4", "--time=01:30:00", "--partition=gpu", "--cpus-per-task=8", "--mem=32G",
            "--gres=gpu:2", "--dependency=afterany:17:23_1", "--requeue" })
            Assert.Contains($"#SBATCH {line}\n", script, StringComparison.Ordinal);
        Assert.Contains("--element \"$SLURM_ARRAY_TASK_ID\"", script, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("slurm: {partition: \"gpu\\ntouch /tmp/owned\"}", "slurm.partition must be")]
    [InlineData("slurm: {partition: \"gpu --wrap=x\"}", "slurm.partition must be")]
    [InlineData("slurm: {partition: \"\"}", "slurm.partition must be")]
    [InlineData("slurm: {memory: \"4G\\nreboot\"}", "slurm.memory must be")]
    [InlineData("slurm: {memory: \"$(reboot)\"}", "slurm.memory must be")]
    [InlineData("slurm: {timeLimit: \"01:30:00\\n\"}", "slurm.timeLimit must be")]
    public void Plan_SlurmOptionThatWouldBeACommand_IsRefused(string slurm, string expected) => Assert.Contains(
        expected, Assert.Throws<UsageException>(() => Plan(slurm + "\ngrid: [{architectures: gan, datasets: glyphs}]")).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Script_FolderWithALineEnd_IsRefused()
    {
        var plan = Plan();

        Assert.Throws<UsageException>(() => SlurmExecutor.Script(
            plan, new SlurmJobs(plan, "/x\ntouch /tmp/owned"), new ElementCommand("smoke", plan, "/runs", null, "cpu"), [0], []));
    }

    [Theory]
    [InlineData("17\n", "17")]
    [InlineData("17;cluster\n", "17")]
    [InlineData("Welcome to the cluster\n17\n", "17")]
    [InlineData("", null)]
    [InlineData("17\n#SBATCH --wrap=x\n", null)]
    [InlineData("17 --wrap=x", null)]
    public void JobOf_AnswerOfSbatch_IsANumberOrRefused(string answer, string? job)
    {
        if (job is null)
            Assert.Throws<EnvironmentException>(() => SlurmExecutor.JobOf(answer, "s.sh"));
        else
            Assert.Equal(job, SlurmExecutor.JobOf(answer, "s.sh"));
    }

    [Fact]
    public void Script_PathsWithSpaces_AreQuotedForSlurmAndForTheShell()
    {
        var plan = Plan();
        var command = new ElementCommand("a suite.yaml", plan, "/x/a b", "the data", "cpu");
        var script = SlurmExecutor.Script(plan, new SlurmJobs(plan, "/x/a b/100%"), command, [0], []);
        Assert.Contains("#SBATCH --output=\"/x/a b/100%%/slurm/%x-%A_%a.log\"\n", script, StringComparison.Ordinal);
        Assert.Contains("--runs-dir '/x/a b' ", script, StringComparison.Ordinal);
        // Wherever it is submitted from, relative names in the suite are found.
        Assert.Contains($"--data-dir '{Path.GetFullPath("the data")}'", script, StringComparison.Ordinal);
        Assert.Contains($"\ncd {ShellWord.Quote(Directory.GetCurrentDirectory())}\n", script, StringComparison.Ordinal);
    }

    // Status of another profile, seed or part of the suite would show runs that nobody started, and not find the jobs in the queue.
    [Fact]
    public void StatusArguments_OfWhatWasSubmitted_NameTheSamePlan() => Assert.Equal(
        "suite status smoke --runs-dir /runs --profile minutes --numerics portable --seed 7 --precision float32 --only */glyphs",
        string.Join(' ', Command(new PlanChoices(Profile.Find("minutes"))
        {
            Numerics = Numerics.Portable, FirstSeed = 7, Precision = GanBench.Recipes.Precision.Float32, Only = ["*/glyphs"],
        }).StatusArguments()));

    // Without them the process of a run would make another run than the plan's; the numbers of elements count what was asked for.
    [Fact]
    public void Arguments_ChoicesOfThePlan_ReachTheProcessOfARun() => Assert.Equal(
        "suite run smoke --element 0 --profile published --precision bf16 --only gan/* --runs-dir /runs --device cpu --force-precision",
        string.Join(' ', (Command(new PlanChoices(Profile.Published)
        {
            Precision = GanBench.Recipes.Precision.Bf16, Only = ["gan/*"],
        }) with { ForcePrecision = true }).Arguments("0")));

    [Fact]
    public void Submit_WithoutSlurm_SaysSo()
    {
        var path = Environment.GetEnvironmentVariable("PATH");
        Environment.SetEnvironmentVariable("PATH", _folder.Path);
        try
        {
            var plan = Plan();
            var error = Assert.Throws<EnvironmentException>(
                () => SlurmExecutor.Submit(plan, _folder["runs"], new ElementCommand("smoke", plan, _folder["runs"], null, "cpu")));
            Assert.Contains("sbatch is not on the PATH", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable("PATH", path);
        }
    }

    private SuiteRunner Runner(SuitePlan plan, IRunEvaluator evaluator) => new(plan, _folder["runs"], null, TestRuns.Device, evaluator);

    private SuitePlan Plan(string grid = "grid: [{architectures: [gan, dcgan], datasets: glyphs}]") => Planner.Plan(
        SuiteLoader.Load(_folder.Write("tiny.yaml", """
            name: tiny
            training: {steps: 4, batchSize: 8, sampleEvery: 0, checkpointEvery: 2}
            recipe: {network: {width: 0.125}}

            """ + grid + "\n")),
        new PlanChoices(Profile.Published) { Numerics = Numerics.Portable });

    private ElementCommand Command(PlanChoices choices) =>
        new("smoke", Plan() with { Choices = choices }, "/runs", null, "cpu");

    private sealed class Stopping(CancellationTokenSource stop, int step) : IProgress<SuiteProgress>
    {
        public void Report(SuiteProgress value)
        {
            if (value.Training?.Step >= step)
                stop.Cancel();
        }
    }

    private sealed class CountingEvaluator : IRunEvaluator
    {
        public List<int> Steps { get; } = [];

        public void Evaluate(
            RunRequest request, int step, SuiteEvaluation evaluation, torch.Device device, IProgress<EvaluationProgress>? progress,
            CancellationToken cancellationToken)
        {
            Steps.Add(step);
            request.Directory.WriteMetrics(new MetricFile { Step = step, CheckpointHash = "x" });
        }
    }
}
