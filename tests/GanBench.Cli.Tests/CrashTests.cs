using System.Diagnostics;
using System.Globalization;
using GanBench.Runs;
using GanBench.Testing;

namespace GanBench.Cli.Tests;

/// <summary>
/// A suite whose runs die in ways that no program can catch: each death is one run's, and the next start ends as if nothing had happened.
/// </summary>
public sealed class CrashTests(CrashTests.Undisturbed undisturbed) : IClassFixture<CrashTests.Undisturbed>, IDisposable
{
    private const string Other = "  - {architectures: dcgan, datasets: glyphs}\n";

    private const string Sourced = "  - {architectures: gan, datasets: glyphs, recipe: {objective: mortal}, initFrom: gan/glyphs}\n";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_NativeAbort_IsOneRunsFailureAndTheNextStartResumes()
    {
        var suite = Suite(_folder, Other + Sourced);
        var (exitCode, output) = Finish("abort:13", suite, _folder["runs"], "--jobs", "2");

        Assert.Equal(ExitCodes.Failed, exitCode);
        Assert.Contains(
            "gan/glyphs seed 1: crashed at step 10: SIGABRT, exit code 134: The test's objective aborts here.\n    | The test's objective "
            + "aborts here.\n", output, StringComparison.Ordinal);
        Assert.Contains("which is not completed: SIGABRT, exit code 134", output, StringComparison.Ordinal);
        Assert.Contains("3 runs: 1 completed, 1 failed, 1 crashed", output, StringComparison.Ordinal);
        var crashed = Run(_folder["runs"], "gan-glyphs");
        Assert.Equal(
            (RunStatus.Failed, "SIGABRT", 134, 10), (
            crashed.ReadState()!.Status, crashed.ReadState()!.Crash!.Signal, crashed.ReadState()!.Crash!.ExitCode,
            crashed.ReadState()!.Step));
        Assert.Contains("The test's objective aborts here.\n", File.ReadAllText(crashed.LogFile), StringComparison.Ordinal);
        var other = Run(_folder["runs"], "dcgan-glyphs");
        Assert.Equal(undisturbed.Hash("dcgan-glyphs"), other.ReadState()!.CheckpointHash);

        var status = Program("", ["suite", "status", suite, "--numerics", "portable", "--runs-dir", _folder["runs"]]);
        Assert.Matches(@"0 +gan/glyphs +1 +crashed +10/20 +\d/4 +SIGABRT, exit code 134: .*log\.txt", status.Output);
        Assert.Matches(@"gan-glyphs-s1-\w+ +crashed +10/20", (await CliRun.Of("runs", "list", "--runs-dir", _folder["runs"])).Output);
        await CliRun.Of("report", "--runs-dir", _folder["runs"], "--output", _folder["report.pdf"]);
        var tables = File.ReadAllText(_folder["report.tables.md"]);
        Assert.Matches(@"\| gan \| 1 \| 20 \| crashed \|", tables);
        Assert.Contains("crashed at step 10: SIGABRT, exit code 134", tables, StringComparison.Ordinal);
        Assert.Contains("crashed at step 10 (SIGABRT, exit code 134", File.ReadAllText(_folder["report.html"]), StringComparison.Ordinal);

        (exitCode, output) = Finish("", suite, _folder["runs"]);
        Assert.Equal((ExitCodes.Done, true), (exitCode, output.Contains("3 runs: 3 completed", StringComparison.Ordinal)));
        Assert.Equal(
            (undisturbed.Hash("gan-glyphs"), 2, true), (
            crashed.ReadState()!.CheckpointHash, crashed.ReadState()!.Starts, crashed.ReadState()!.Crash is null));
        Assert.Equal(1, other.ReadState()!.Starts);
    }

    [Fact]
    public void Run_ProcessOfARunKilled_IsARowAndTheSuiteGoesOn()
    {
        using var suite = Start("stall:13", Suite(_folder, Other), _folder["runs"]);
        var run = WaitForCheckpoint(10);
        using (var worker = Process.GetProcessById(int.Parse(ReadShared(run.LockFile), CultureInfo.InvariantCulture)))
        {
            if (OperatingSystem.IsLinux())
            {
                // Only the process of the run has libtorch in its memory.
                Assert.True(HasLibtorch(worker));
                Assert.False(HasLibtorch(suite));
            }
            worker.Kill();
        }
        var output = suite.StandardOutput.ReadToEnd();
        suite.WaitForExit();

        Assert.Equal(ExitCodes.Failed, suite.ExitCode);
        Assert.Contains("crashed at step 10: SIGKILL, exit code 137", output, StringComparison.Ordinal);
        Assert.Contains("2 runs: 1 completed, 1 crashed", output, StringComparison.Ordinal);
        Assert.Equal("crashed", run.ReadState()!.Standing);
    }

    [Fact]
    public void Run_SuiteKilled_ItsProcessesSaveAndTheNextStartResumes()
    {
        using (var suite = Start("slow:6", Suite(_folder), _folder["runs"]))
        {
            WaitForCheckpoint(5);
            suite.Kill();
            suite.WaitForExit();
        }
        // At once, while the process that nobody waits for any more is still saving.
        Assert.Equal(ExitCodes.Done, Finish("", Suite(_folder), _folder["runs"]).ExitCode);

        var state = Run(_folder["runs"], "gan-glyphs").ReadState()!;
        Assert.Equal((undisturbed.Hash("gan-glyphs"), 2), (state.CheckpointHash, state.Starts));
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void Run_SuiteInterrupted_SavesAndSaysWhere(string signal)
    {
        using var suite = Start("slow:6", Suite(_folder), _folder["runs"]);
        var run = WaitForCheckpoint(5);
        ExternalTool.Run("kill", "-" + signal, suite.Id.ToString(CultureInfo.InvariantCulture));
        var error = suite.StandardError.ReadToEnd();
        suite.WaitForExit();

        Assert.Equal(ExitCodes.Interrupted, suite.ExitCode);
        Assert.Equal(RunStatus.Interrupted, run.ReadState()!.Status);
        Assert.Contains(
            FormattableString.Invariant($"ganbench: interrupted. Run {run.Id} was stopped after step {run.ReadState()!.Step} of 20. ")
            + "Started again, it goes on.",
            error, StringComparison.Ordinal);
        Assert.Contains(run.ReadState()!.Step, run.CheckpointSteps);
    }

    [Fact]
    public void Run_WhatIsWrongForAllRuns_EndsTheSuiteWithItsExitCode()
    {
        var run = Program("", ["suite", "run", Suite(_folder), "--device", "tpu", "--numerics", "portable", "--runs-dir", _folder["runs"]]);

        Assert.Equal((ExitCodes.Usage, ""), (run.ExitCode, run.Output));
        Assert.Contains("ganbench: Unknown device 'tpu'.", run.Error, StringComparison.Ordinal);
    }

    private static string Suite(TempFolder folder, string more = "") => folder.Write("mortal.yaml", """
        name: mortal
        training: {steps: 20, batchSize: 8, sampleEvery: 0, checkpointEvery: 5}
        recipe: {network: {width: 0.0625}}
        evaluation: {metrics: [ms-ssim], samples: 20}
        grid:
          - {architectures: gan, datasets: glyphs, recipe: {objective: mortal}}

        """ + more);

    private static (int ExitCode, string Output) Finish(string fate, string suite, string runs, params string[] more)
    {
        var run = Program(fate, ["suite", "run", suite, "--numerics", "portable", "--runs-dir", runs, .. more]);
        return (run.ExitCode, run.Output);
    }

    private static CliRun Program(string fate, string[] arguments)
    {
        using var process = Start(fate, arguments);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new CliRun(process.ExitCode, output, error.Result);
    }

    private static Process Start(string fate, string suite, string runs) =>
        Start(fate, ["suite", "run", suite, "--numerics", "portable", "--runs-dir", runs]);

    private static Process Start(string fate, string[] arguments)
    {
        // What starts tests in the background may have SIGINT ignored, which a program inherits and .NET keeps.
        string[] program = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT", "dotnet"] : ["dotnet"];
        var start = new ProcessStartInfo(
            program[0], [.. program[1..], Path.Combine(AppContext.BaseDirectory, "MortalGan.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["MORTAL_GAN"] = fate;
        return Process.Start(start)!;
    }

    private static RunDirectory Run(string runs, string name) =>
        RunDirectory.List(runs).First(r => r.Id.StartsWith(name, StringComparison.Ordinal) && r.ReadSpec().InitFrom is null);

    private RunDirectory WaitForCheckpoint(int step)
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < Patience)
        {
            if (RunDirectory.List(_folder["runs"]).FirstOrDefault(r => r.CheckpointSteps.Contains(step)) is { } run)
                return run;
            Thread.Sleep(20);
        }
        throw new TimeoutException($"No run has come to step {step}.");
    }

    // The lock is advisory: what another process holds can be read.
    private static string ReadShared(string file) => ExternalTool.Run("cat", file).Output;

    private static bool HasLibtorch(Process process) =>
        File.ReadLines(FormattableString.Invariant($"/proc/{process.Id}/maps"))
            .Any(l => l.Contains("libtorch_cpu", StringComparison.Ordinal));

    /// <summary>The same suite without any death.</summary>
    public sealed class Undisturbed : IDisposable
    {
        private readonly TempFolder _folder = new();

        public Undisturbed() => Assert.Equal(ExitCodes.Done, Finish("", Suite(_folder, Other), _folder["runs"]).ExitCode);

        /// <summary>Hash of the last checkpoint of a run.</summary>
        /// <param name="name">How its id begins.</param>
        public string? Hash(string name) => Run(_folder["runs"], name).ReadState()!.CheckpointHash;

        public void Dispose() => _folder.Dispose();
    }
}
