using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using GanBench.Runs;
using GanBench.Testing;

namespace GanBench.Cli.Tests;

/// <summary>A suite in a process of its own that is killed, or runs out of disk, ends as if nothing had happened.</summary>
public sealed class FaultTests : IDisposable
{
    // Few in every test run; the TestFaults target asks for thirty.
    private const string KillsVariable = "GANBENCH_FAULT_KILLS";
    private const int FewKills = 3;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_KilledAtRandomPoints_EndsWithTheIdenticalResult()
    {
        var suite = Suite();
        var clock = Stopwatch.StartNew();
        var undisturbed = Result(Finish(suite, _folder["undisturbed"]));
        var duration = clock.Elapsed;

        var kills = int.Parse(
            Environment.GetEnvironmentVariable(KillsVariable)
            ?? FewKills.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var random = new GanBench.Random.RandomStream(11, "kills");
        for (var kill = 0; kill < kills; kill++)
        {
            // A fresh directory now and then, so that every phase is met: start, data, steps, checkpoints, measurement.
            var runs = _folder[FormattableString.Invariant($"killed-{kill / 5}")];
            using (var process = Start(suite, runs))
            {
                if (!process.WaitForExit(TimeSpan.FromMilliseconds(duration.TotalMilliseconds * random.NextDouble(0.1, 0.95))))
                    process.Kill();
                process.WaitForExit();
            }
            if (kill % 5 == 4 || kill == kills - 1)
                Assert.Equal(undisturbed, Result(Finish(suite, runs)));
        }
    }

    [Fact]
    public void Run_TruncatedFiles_ContinuesFromWhatIsWhole()
    {
        var suite = Suite();
        var undisturbed = Result(Finish(suite, _folder["undisturbed"]));
        var run = Finish(suite, _folder["cut"]);
        // As a power cut may leave it: a state cut off, a log without its end, the last checkpoint damaged, half a temporary file.
        Truncate(run.StateFile, 0.5);
        Truncate(run.ProgressFile, 0.7);
        Truncate(Path.Combine(run.CheckpointFolder(run.CheckpointSteps[^1]), "generator.safetensors"), 0.4);
        File.WriteAllText(Path.Combine(run.CheckpointsFolder, ".half.tmp"), "x");
        Assert.Equal(undisturbed, Result(Finish(suite, _folder["cut"])));
    }

    [MountFact]
    public void Run_DiskFull_SaysSoAndContinuesWhenThereIsSpace()
    {
        var suite = Suite();
        var disk = _folder["disk"];
        Directory.CreateDirectory(disk);
        Assert.Equal(0, Shell("mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", disk));
        try
        {
            using (var process = Start(suite, disk))
            {
                var output = process.StandardOutput.ReadToEnd();
                process.WaitForExit();
                Assert.NotEqual(ExitCodes.Done, process.ExitCode);
                Assert.Contains("No space left", output, StringComparison.OrdinalIgnoreCase);
            }
            Assert.Equal(0, Shell("mount", "-o", "remount,size=200m", disk));
            Assert.Equal(Result(Finish(suite, _folder["undisturbed"])), Result(Finish(suite, disk)));
        }
        finally
        {
            Shell("umount", "-l", disk);
        }
    }

    [MountFact]
    public async Task Train_DiskFullBeforeTheFirstStep_LeavesNothing()
    {
        var disk = _folder["disk"];
        Directory.CreateDirectory(disk);
        Assert.Equal(0, Shell("mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", disk));
        try
        {
            var run = await CliRun.Of(
                "train", "-a", "dcgan", "-d", "glyphs", "--steps", "2", "--batch-size", "8", "--set", "network.width=0.125", "--numerics",
                "portable", "--runs-dir", Path.Combine(disk, "runs"));

            Assert.Equal(ExitCodes.Environment, run.ExitCode);
            Assert.Contains("No space left", run.Error, StringComparison.Ordinal);
            Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(disk, "runs")));
        }
        finally
        {
            Shell("umount", "-l", disk);
        }
    }

    private string Suite() => _folder.Write("tiny.yaml", """
        name: tiny
        training: {steps: 40, batchSize: 8, sampleEvery: 10, checkpointEvery: 10}
        recipe: {network: {width: 0.0625}}
        evaluation: {metrics: [ms-ssim], samples: 20}
        grid: [{architectures: dcgan, datasets: glyphs}]
        """);

    private static Process Start(string suite, string runs)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "GanBench.Cli.dll");
        return Process.Start(new ProcessStartInfo("dotnet", [program, "suite", "run", suite, "--numerics", "portable", "--runs-dir", runs])
        {
            RedirectStandardOutput = true,
            // Progress would fill the pipe; it is not read.
            RedirectStandardError = false,
        })!;
    }

    private static RunDirectory Finish(string suite, string runs)
    {
        using var process = Start(suite, runs);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == ExitCodes.Done, output);
        return Assert.Single(RunDirectory.List(runs));
    }

    // Everything that a run's result is: weights, every logged loss, every metric. Not how long it took.
    private static string Result(RunDirectory run)
    {
        var state = run.ReadState()!;
        return JsonSerializer.Serialize(new
        {
            state.Status,
            state.Step,
            state.CheckpointHash,
            Progress = run.ReadProgress().Select(r => r with { Seconds = 0, ImagesPerSecond = 0 }),
            Metrics = run.MetricSteps.Select(s => run.ReadMetrics(s)),
            run.CheckpointSteps,
            run.SampleSteps,
        });
    }

    private static void Truncate(string file, double share)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Write);
        stream.SetLength((long)(stream.Length * share));
    }

    private static int Shell(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
