using System.Diagnostics;
using GanBench.Microbenchmarks.Measuring;
using GanBench.Testing;

namespace GanBench.Microbenchmarks.Workloads;

/// <summary>Seconds of <c>ganbench report</c> on one finished small run, made anew each time and not counted.</summary>
internal static class ReportWorkloads
{
    /// <summary>The workloads.</summary>
    public static IReadOnlyList<Workload> All { get; } =
    [
        new("report", "report", "report of one finished run", Unit.Seconds, new Side(Side.GanBench, Report))
        {
            RoundSeconds = 12,
            WarmsUp = true,
        },
    ];

    private static Measurement Report()
    {
        using var folder = new TempFolder();
        SideBySide.GanBench(
            "train", "--architecture", "gan", "--dataset", "glyphs", "--steps", "20", "--sample-interval", "10", "--runs-dir", folder.Path);
        var output = folder["report", "report.pdf"];
        var clock = Stopwatch.StartNew();
        SideBySide.GanBench("report", "--runs-dir", folder.Path, "--output", output);
        return new Measurement(clock.Elapsed.TotalSeconds) { Detail = File.Exists(output) ? "with the PDF" : "without a PDF" };
    }
}
