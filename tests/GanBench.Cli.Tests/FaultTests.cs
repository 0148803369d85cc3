using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using GanBench.Datasets;
using GanBench.Runs;
using GanBench.Testing;

namespace GanBench.Cli.Tests;

/// <summary>A suite in a process of its own that is killed, or runs out of disk, ends as if nothing had happened.</summary>
public sealed class FaultTests : IDisposable
{
    // Few in every test run; the TestFaults target asks for two hundred.
    private const string KillsVariable = "GANBENCH_FAULT_KILLS";
    private const int FewKills = 4;

    // Kills between two undisturbed endings, on one folder: the second and later ones meet what the ones before left.
    private const int KillsOfAFolder = 5;

    // What changes files, so that each is cut between the one call and the next; calls of a thread are counted by themselves.
    private static readonly (string Calls, int Most)[] SystemCalls =
    [
        ("rename,renameat,renameat2", 8), ("fsync,fdatasync", 12), ("mkdir,mkdirat", 6), ("unlink,unlinkat,rmdir", 6), ("ftruncate", 6),
        ("pwrite64", 60), ("write", 80), ("openat", 400), ("link,linkat,symlink,symlinkat,chmod,fchmod", 6),
    ];

    private static readonly int Kills = int.Parse(
        Environment.GetEnvironmentVariable(KillsVariable) ?? FewKills.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_KilledAtRandomPoints_EndsWithTheIdenticalResult()
    {
        var random = new GanBench.Random.RandomStream(11, "kills");
        var (suite, undisturbed, duration) = Undisturbed();
        KillAndFinish(suite, undisturbed, Kills / 2, runs =>
        {
            using var process = Start(suite, runs);
            if (!process.WaitForExit(duration * random.NextDouble(0.02, 0.98)))
                process.Kill();
            process.WaitForExit();
        });
    }

    [ToolFact("strace")]
    public void Run_KilledAtASystemCall_EndsWithTheIdenticalResult()
    {
        var random = new GanBench.Random.RandomStream(12, "kills");
        var (suite, undisturbed, _) = Undisturbed();
        var next = 0;
        KillAndFinish(suite, undisturbed, Kills - (Kills / 2), runs =>
        {
            var (calls, most) = SystemCalls[next++ % SystemCalls.Length];
            var inject = string.Create(CultureInfo.InvariantCulture, $"inject={calls}:signal=KILL:when={1 + random.NextInt32(most)}");
            string[] arguments =
            [
                "-f", "-qq", "-o", "/dev/null", "--seccomp-bpf", "-e", $"trace={calls}", "-e", inject, "dotnet", .. Arguments(suite, runs),
            ];
            using var process = Start("strace", runs, arguments);
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
        });
    }

    [Fact]
    public void Report_KilledAtRandomPoints_IsWrittenWholeAfterwards()
    {
        var random = new GanBench.Random.RandomStream(13, "kills");
        Finish(Suite(), _folder["runs"]);
        string[] arguments = [Program, "report", "--runs-dir", _folder["runs"], "--output", _folder["report.pdf"]];
        var clock = Stopwatch.StartNew();
        Assert.Equal(ExitCodes.Done, End(Start("dotnet", _folder["runs"], arguments)));
        var (duration, whole) = (clock.Elapsed, Files());
        for (var kill = 0; kill < Kills / 2; kill++)
        {
            using (var process = Start("dotnet", _folder["runs"], arguments))
            {
                if (!process.WaitForExit(duration * random.NextDouble(0.3, 0.98)))
                    process.Kill();
                process.WaitForExit();
            }
            // What was there stays whole until all of the new one is.
            Assert.Equal(whole, Files());
        }
        Assert.Equal(ExitCodes.Done, End(Start("dotnet", _folder["runs"], arguments)));
        Assert.Equal(whole, Files());
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

    private static string Program => Path.Combine(AppContext.BaseDirectory, "GanBench.Cli.dll");

    private (string Suite, string Result, TimeSpan Duration) Undisturbed()
    {
        var suite = Suite();
        var clock = Stopwatch.StartNew();
        return (suite, Result(Finish(suite, _folder["undisturbed"])), clock.Elapsed);
    }

    // A fresh folder now and then, so that every phase is met: start, data, steps, checkpoints, measurement.
    private void KillAndFinish(string suite, string undisturbed, int kills, Action<string> startAndKill)
    {
        for (var kill = 0; kill < kills; kill++)
        {
            var runs = _folder[FormattableString.Invariant($"killed-{kill / KillsOfAFolder}")];
            startAndKill(runs);
            if (kill % KillsOfAFolder == KillsOfAFolder - 1 || kill == kills - 1)
                Assert.Equal(undisturbed, Result(Finish(suite, runs)));
        }
    }

    private Dictionary<string, string> Files() => Directory.EnumerateFiles(_folder.Path)
        .Where(file => Path.GetExtension(file) is ".html" or ".csv" or ".json" or ".md" or ".png")
        .ToDictionary(file => Path.GetFileName(file), file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file))));

    private static string[] Arguments(string suite, string runs) =>
        [Program, "suite", "run", suite, "--numerics", "portable", "--runs-dir", runs];

    private static Process Start(string suite, string runs) => Start("dotnet", runs, Arguments(suite, runs));

    private static Process Start(string program, string runs, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            // Progress would fill the pipe; it is not read.
            RedirectStandardError = false,
        };
        // Decoded data is made again for each folder, so that this is met too.
        start.Environment[DataDirectories.CacheVariable] = runs + "-cache";
        // A PDF says when it was printed; what is compared is the page and its tables.
        start.Environment["GANBENCH_BROWSER"] = "none";
        return Process.Start(start)!;
    }

    private static int End(Process process)
    {
        using (process)
        {
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode;
        }
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
