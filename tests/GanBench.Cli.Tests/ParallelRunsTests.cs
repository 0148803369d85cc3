using System.Diagnostics;
using GanBench.Runs;
using GanBench.Testing;

namespace GanBench.Cli.Tests;

/// <summary>Runs of a suite at the same time: what they share, and that it changes none of their bits.</summary>
public sealed class ParallelRunsTests : IDisposable
{
    // As many as .NET is told to count, whatever this machine has.
    private const int Cores = 24;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_AtOnceOrInTurn_HasTheSameBits()
    {
        var suite = Suite("{architectures: [gan, dcgan], datasets: glyphs}");

        var inTurn = Run(suite, "turn", "", "--threads", "1", "--jobs", "1");
        var atOnce = Run(suite, "once", "", "--threads", "1", "--parallel", "2");

        Assert.Equal((ExitCodes.Done, ExitCodes.Done), (inTurn.ExitCode, atOnce.ExitCode));
        var (expected, found) = (RunDirectory.List(_folder["turn"]), RunDirectory.List(_folder["once"]));
        Assert.Equal(2, expected.Count);
        Assert.Equal(expected.Select(Bits), found.Select(Bits));
        Assert.All(expected, run => Assert.Equal((Cores, 1), Counts(run)));
        Assert.All(found, run => Assert.Equal((Cores / 2, 1), Counts(run)));
    }

    [Fact]
    public void Run_MoreThanAGpuHolds_IsOneRunsFailureAndTheSuiteGoesOn()
    {
        var suite = Suite(
            "{architectures: dcgan, datasets: glyphs, recipe: {objective: mortal}}", "{architectures: gan, datasets: glyphs}");

        var (exitCode, output) = Run(suite, "runs", "shortage:3", "--threads", "1", "--parallel", "2");

        const string Why =
            "failed: The GPU has no memory left for this run (CUDA out of memory. Tried to allocate 2.00 GiB): put fewer on it "
            + "(--runs-per-device, --jobs), or take smaller batches or networks.";
        Assert.Equal(ExitCodes.Failed, exitCode);
        Assert.Contains(Why, output, StringComparison.Ordinal);
        Assert.Contains("2 runs: 1 completed, 1 failed", output, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Done, Run(suite, "runs", "", "--threads", "1", "--jobs", "1").ExitCode);
    }

    [Fact]
    public async Task Plan_OfRunsAtOnce_SaysWhatTheyShare()
    {
        var plan = await CliRun.Of(
            "suite", "run", Suite("{architectures: gan, datasets: glyphs}"), "--dry-run", "--no-estimate", "--parallel", "512",
            "--runs-dir", _folder["runs"]);

        Assert.Equal((ExitCodes.Done, ""), (plan.ExitCode, plan.Error));
        Assert.Contains("\nshared out: 512 at once, 512 on cpu; 1 core each\n", plan.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--runs-per-device 2", "--runs-per-device is about GPUs: it needs --device cuda or cuda:N (was cpu).")]
    [InlineData("--runs-per-device 2 --device cuda --in-process", "this machine's GPUs, and contradicts --in-process.")]
    [InlineData("--runs-per-device 2 --device cuda --executor slurm", "contradicts --executor slurm.")]
    [InlineData("--parallel 2 --in-process", "--jobs 2 contradicts --in-process, which does one run after the other.")]
    [InlineData("--parallel 0", "--jobs must be at least 1 (was 0).")]
    public async Task Run_OptionsThatDoNotFit_AreRefused(string options, string message)
    {
        var run = await CliRun.Of(["suite", "run", "smoke", "--runs-dir", _folder["runs"], .. options.Split(' ')]);

        Assert.Equal((ExitCodes.Usage, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["runs"]));
    }

    private static (string Id, string? Hash) Bits(RunDirectory run) => (run.Id, run.ReadState()!.CheckpointHash);

    private static (int Cores, int Threads) Counts(RunDirectory run) =>
        run.ReadEnvironment() is { } environment ? (environment.Cores, environment.Threads) : default;

    private string Suite(params string[] grid) => _folder.Write("pair.yaml", """
        name: pair
        training: {steps: 4, batchSize: 8, sampleEvery: 0, checkpointEvery: 2}
        recipe: {network: {width: 0.0625}}
        evaluation: {metrics: [ms-ssim], samples: 20}
        grid:

        """ + string.Concat(grid.Select(cell => $"  - {cell}\n")));

    // In a process, since native numerics and a number of threads are a process's own.
    private (int ExitCode, string Output) Run(string suite, string runs, string fate, params string[] options)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "MortalGan.dll"), "suite", "run", suite, "--runs-dir", _folder[runs], .. options])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["MORTAL_GAN"] = fate;
        start.Environment["DOTNET_PROCESSOR_COUNT"] = $"{Cores}";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        _ = error.Result;
        return (process.ExitCode, output);
    }
}
