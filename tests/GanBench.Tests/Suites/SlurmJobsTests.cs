using System.Runtime.Versioning;
using GanBench.Engine;
using GanBench.Suites.Loading;
using GanBench.Suites.Planning;
using GanBench.Suites.Running;
using GanBench.Suites.Slurm;
using GanBench.Testing;

namespace GanBench.Tests.Suites;

/// <summary>Names, logs and queue of a plan's jobs. What Slurm itself does with them: tests/slurm/slurm-test.sh.</summary>
[Collection("PATH")]
[UnsupportedOSPlatform("windows")]
public sealed class SlurmJobsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Element 0 of one suite is not that of another in the same folder, nor of the suite before a run was put in front.
    [Fact]
    public void Logs_OfOtherSuitesAndEarlierSubmissions_AreNotTheElements()
    {
        var plan = Plan();
        var jobs = new SlurmJobs(plan, _folder["runs"]);
        var other = new SlurmJobs(Plan("gan"), _folder["runs"]);
        string[] names = [$"{jobs.Name}-7_0", $"{jobs.Name}-16_0", $"{other.Name}-17_0", $"{other.Name}-17_1", "7_1"];
        Directory.CreateDirectory(jobs.Folder);
        foreach (var (age, name) in names.Index())
        {
            var log = Path.Combine(jobs.Folder, name + ".log");
            File.WriteAllText(log, "");
            File.SetLastWriteTimeUtc(log, DateTime.UtcNow.AddHours(age));
        }

        Assert.Equal([new(0, Path.Combine(_folder["runs"], "slurm", $"{jobs.Name}-16_0.log"))], jobs.Logs());
    }

    [Fact]
    public void Submit_RunsInTheQueue_AreNotSubmittedTwice() => OnPath($"{_folder.Path}:{Environment.GetEnvironmentVariable("PATH")}", () =>
    {
        Program("sbatch", "echo 11");
        Program("squeue", "echo '1 9_1 RUNNING'");
        var plan = Plan();
        var jobs = new SlurmJobs(plan, _folder["runs"]);

        var first = Submit(plan);
        var second = Submit(plan);
        var dry = Submit(plan, dryRun: true);
        Program("squeue", "echo '0 11_0 PENDING'; echo '1 9_1 RUNNING'");
        var third = Submit(plan);

        Assert.StartsWith("Submitted 2 of 2 runs as job array 11. Logs: ", first, StringComparison.Ordinal);
        Assert.StartsWith("Submitted 1 of 2 runs as job array 11. 1 run is in the queue already.", second, StringComparison.Ordinal);
        Assert.Contains("#SBATCH --array=0\n", File.ReadAllText(jobs.Script(0)), StringComparison.Ordinal);
        Assert.StartsWith("Would submit 1 of 2 runs to Slurm. 1 run is in the queue already.\n\n#!/bin/sh", dry, StringComparison.Ordinal);
        Assert.Equal("Nothing was submitted. 2 runs are in the queue already.", third);
        Assert.Equal(("9_1", "running"), jobs.Queue()[1]);
    });

    private string Submit(SuitePlan plan, bool dryRun = false) =>
        SlurmExecutor.Submit(plan, _folder["runs"], new ElementCommand("smoke", plan, _folder["runs"], null, "cpu"), dryRun);

    private SuitePlan Plan(string architectures = "gan, dcgan") => Planner.Plan(
        SuiteLoader.Load(_folder.Write("tiny.yaml", $$"""
            name: tiny
            training: {steps: 4, batchSize: 8}
            grid: [{architectures: [{{architectures}}], datasets: glyphs}]
            """)),
        new PlanChoices(Profile.Published) { Numerics = Numerics.Portable });

    private void Program(string name, string script)
    {
        var file = _folder.Write(name, $"#!/bin/sh\n{script}\n");
        if (OperatingSystem.IsWindows())
            return;
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static void OnPath(string path, Action act)
    {
        var before = Environment.GetEnvironmentVariable("PATH");
        Environment.SetEnvironmentVariable("PATH", path);
        try
        {
            act();
        }
        finally
        {
            Environment.SetEnvironmentVariable("PATH", before);
        }
    }
}
