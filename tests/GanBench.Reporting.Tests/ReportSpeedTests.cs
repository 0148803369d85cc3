using System.Diagnostics;
using System.Globalization;
using GanBench.Reporting.Building;
using GanBench.Reporting.Model;
using GanBench.Reporting.Tests.Samples;
using GanBench.Testing;
using Xunit.Abstractions;

namespace GanBench.Reporting.Tests;

/// <summary>
/// Measures a large report and prints the figures: GANBENCH_MEASURE_REPORT=100 is the number of runs (dotnet cake --target=MeasureReport).
/// Without it ten runs are reported, so that it keeps working. Time is printed and not asserted: machines and their load differ.
/// </summary>
public class ReportSpeedTests(ITestOutputHelper output)
{
    private const string RunsVariable = "GANBENCH_MEASURE_REPORT";

    [ChromiumFact]
    public async Task WriteAsync_ManyRuns_PrintsItsTimeAndMemory()
    {
        using var folder = new TempFolder();
        var count = Environment.GetEnvironmentVariable(RunsVariable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture)
            : 10;
        string[] architectures = ["gan", "dcgan", "wgan", "wgan-gp", "lsgan"];
        var runs = new SampleRuns(folder["runs"]);
        var directories = Enumerable.Range(0, count)
            .Select(i => runs.Add(architectures[i % 5], i / 5 % 2 == 0 ? "mnist" : "nlvr", (ulong)(1 + (i / 10)))).ToList();

        var watch = Stopwatch.StartNew();
        var report = ReportBuilder.FromRuns(directories, new ReportOptions());
        var built = watch.Elapsed;
        var files = await ReportWriter.WriteAsync(report, folder["report.pdf"]);
        using var process = Process.GetCurrentProcess();

        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{count} runs: {watch.Elapsed.TotalSeconds:F1} s, of which {built.TotalSeconds:F1} s to read them; "
            + $"{process.PeakWorkingSet64 / 1048576.0:F0} MiB at most in this process, tests included; PDF of "
            + $"{new FileInfo(files.Pdf!).Length / 1048576.0:F1} MiB"));
        Assert.Equal(count, Building.ReportBuilderTests.Tables(report).Single(t => t.Id == "runs").Rows.Count);
    }
}
