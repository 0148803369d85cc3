using System.Diagnostics;
using System.Globalization;
using GanBench.Runs;
using GanBench.Testing;

namespace GanBench.Cli.Tests;

/// <summary>
/// The command as a process whose output has nowhere to go, whose terminal goes away, or that goes on with another share of the cores.
/// </summary>
public sealed class ChannelTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [ShellTheory]
    [InlineData("2>/dev/full")]
    [InlineData("2>&-")]
    public void Train_TalkThatCannotBeWritten_GoesOnWithout(string redirection)
    {
        var run = Shell($"{Train(3)} {redirection}");

        Assert.Equal(ExitCodes.Done, run.ExitCode);
        Assert.Equal(RunStatus.Completed, Run.ReadState()!.Status);
    }

    [ShellTheory]
    [InlineData(">/dev/full")]
    public void Train_ResultThatCannotBeWritten_IsAnErrorAfterTheCheckpoint(string redirection)
    {
        var run = Shell($"{Train(3)} {redirection}");

        Assert.Equal(ExitCodes.Failed, run.ExitCode);
        Assert.Contains("ganbench: Cannot write to standard output: ", run.Error, StringComparison.Ordinal);
        Assert.Equal([3], Run.CheckpointSteps);
    }

    [ShellTheory]
    [InlineData("models list")]
    [InlineData("runs list")]
    [InlineData("suite schema")]
    [InlineData("datasets list --json")]
    [InlineData("train --help")]
    public void AnyVerb_ResultThatCannotBeWritten_IsAnError(string command)
    {
        var run = Shell($"{Program} {command} >/dev/full");

        Assert.Equal(ExitCodes.Failed, run.ExitCode);
        Assert.Contains("ganbench: Cannot write to standard output: ", run.Error, StringComparison.Ordinal);
    }

    [ShellTheory]
    [InlineData("2>/dev/full")]
    public void Suite_TalkThatCannotBeWritten_GoesOnWithout(string redirection)
    {
        var suite = _folder.Write("tiny.yaml", """
            name: tiny
            training: {steps: 3, batchSize: 8, sampleEvery: 0, checkpointEvery: 0}
            recipe: {network: {width: 0.0625}}
            evaluation: {metrics: [high-frequency], samples: 8}
            grid: [{architectures: gan, datasets: glyphs}]
            """);

        var run = Shell($"{Program} suite run {suite} --numerics portable --runs-dir {_folder["runs"]} {redirection}");

        Assert.Equal(ExitCodes.Done, run.ExitCode);
        Assert.Contains("1 run: 1 completed", run.Output, StringComparison.Ordinal);
    }

    [ShellTheory]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public void Quick_Interrupted_ReportsWhatIsThereAndSaysHowToGoOn(string signal)
    {
        var suite = _folder.Write("two.yaml", """
            name: two
            title: Two runs
            training: {steps: 3, batchSize: 8, sampleEvery: 0, checkpointEvery: 0}
            recipe: {network: {width: 0.0625}}
            evaluation: {metrics: [high-frequency], samples: 8}
            grid:
              - {architectures: gan, datasets: glyphs}
              - {architectures: dcgan, datasets: glyphs, training: {steps: 100000, sampleEvery: 5}}
            """);
        using var process = Start($"{Program} quick --suite {suite} --runs-dir {_folder["runs"]} --output {_folder["report.pdf"]}");
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        WaitFor(() => RunDirectory.List(_folder["runs"]) is { Count: 2 } runs && runs.Any(run => run.SampleSteps.Contains(5)));
        Signal(signal, process);
        process.WaitForExit();

        Assert.Equal(ExitCodes.Interrupted, process.ExitCode);
        Assert.Contains("ganbench: go on with: ganbench quick --suite ", error.Result, StringComparison.Ordinal);
        Assert.Contains("report", output.Result, StringComparison.Ordinal);
        Assert.Contains("Two runs (partial: 1 of 2 runs)", File.ReadAllText(_folder["report.html"]), StringComparison.Ordinal);
    }

    [ShellTheory]
    [InlineData("")]
    public void Train_TerminalThatGoesAway_SavesAndEnds(string before)
    {
        using var process = Start($"{before}{Train(100_000)}");
        WaitForSteps(5);
        // Once by the shell, once by the kernel.
        Signal("HUP", process);
        Signal("HUP", process);
        process.WaitForExit();

        Assert.Equal(ExitCodes.Interrupted, process.ExitCode);
        var state = Run.ReadState()!;
        Assert.Equal(RunStatus.Interrupted, state.Status);
        Assert.Equal([state.Step], Run.CheckpointSteps);
    }

    [ShellTheory]
    [InlineData("trap '' HUP; ")]
    public void Train_UnderNohup_GoesOnWithoutATerminal(string before)
    {
        using var process = Start($"{before}{Train(100_000)}");
        WaitForSteps(5);
        Signal("HUP", process);
        var steps = Run.ReadProgress()[^1].Step;
        WaitForSteps(steps + 50);
        Signal("TERM", process);
        process.WaitForExit();

        Assert.Equal(ExitCodes.Interrupted, process.ExitCode);
    }

    // Two threads, and one when it is taken up again: its bits depend on how many there are, so it goes on with two, and says so.
    [ShellTheory]
    [InlineData("train")]
    [InlineData("suite")]
    public void Resume_WithAnotherNumberOfThreads_KeepsThatOfTheRun(string verb)
    {
        var suite = _folder.Write("wide.yaml", """
            name: wide
            training: {steps: 12, batchSize: 32, sampleEvery: 2, checkpointEvery: 0}
            recipe: {network: {width: 0.5}}
            evaluation: {metrics: [high-frequency], samples: 8}
            grid: [{architectures: dcgan, datasets: glyphs}]
            """);
        string Command(string runs, int threads) => verb == "suite"
            ? $"{Program} suite run {suite} --runs-dir {_folder[runs]} --threads {threads}"
            : $"{Program} train -a dcgan -d glyphs --steps 12 --batch-size 32 --set network.width=0.5 --sample-interval 2 "
                + $"--checkpoint-interval 0 --runs-dir {_folder[runs]} --threads {threads}";
        var whole = Shell(Command("whole", 2));
        Assert.True(whole.ExitCode == ExitCodes.Done, whole.Error);
        using (var process = Start(Command("runs", 2)))
        {
            WaitFor(() => RunDirectory.List(_folder["runs"]) is [var run] && run.SampleSteps.Contains(2));
            Signal("TERM", process);
            process.WaitForExit();
        }
        Assert.Equal(RunStatus.Interrupted, Run.ReadState()!.Status);

        var resumed = Shell(Command("runs", 1));

        Assert.True(resumed.ExitCode == ExitCodes.Done, resumed.Error);
        Assert.Contains("was begun with 2 threads and goes on with as many, not 1", resumed.Error, StringComparison.Ordinal);
        Assert.Equal(2, Run.ReadEnvironment()!.Threads);
        Assert.Equal(RunDirectory.List(_folder["whole"]).Single().ReadState()!.CheckpointHash, Run.ReadState()!.CheckpointHash);
    }

    private static string Program => $"dotnet {Path.Combine(AppContext.BaseDirectory, "GanBench.Cli.dll")}";

    private RunDirectory Run => Assert.Single(RunDirectory.List(_folder["runs"]));

    private string Train(int steps) => string.Create(CultureInfo.InvariantCulture,
        $"{Program} train -a gan -d glyphs --steps {steps} --batch-size 8 --set network.width=0.0625 --sample-interval 0 "
        + $"--checkpoint-interval 0 --numerics portable --runs-dir {_folder["runs"]}");

    private void WaitForSteps(int step) =>
        WaitFor(() => RunDirectory.List(_folder["runs"]) is [var run] && run.ReadProgress() is [.., var last] && last.Step >= step);

    private static void WaitFor(Func<bool> condition)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            if (clock.Elapsed > Patience)
                throw new TimeoutException("The run does not come so far.");
            Thread.Sleep(10);
        }
    }

    private static void Signal(string name, Process process) =>
        ExternalTool.Run("kill", "-" + name, process.Id.ToString(CultureInfo.InvariantCulture));

    private static CliRun Shell(string command)
    {
        using var process = Start(command);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new CliRun(process.ExitCode, output, error.Result);
    }

    // The shell becomes the program, so that signals reach it; those that the tests' own nohup ignores are as usual in it.
    private static Process Start(string command)
    {
        var program = command.LastIndexOf("dotnet ", StringComparison.Ordinal);
        var script = command[..program] + "exec " + command[program..];
        return Process.Start(new ProcessStartInfo("env", ["--default-signal", "bash", "-c", script])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }

    private sealed class ShellTheoryAttribute : TheoryAttribute
    {
        public ShellTheoryAttribute()
        {
            if (!File.Exists("/dev/full"))
                Skip = "needs bash and /dev/full";
        }
    }
}
