using System.Diagnostics;
using GanBench.Microbenchmarks.Measuring;
using GanBench.Testing;

namespace GanBench.Microbenchmarks.Workloads;

/// <summary>
/// What a run costs beside its steps: <c>ganbench train</c> with the log of every step, grids of samples as often as chen-2019 and a
/// checkpoint five times as often, beside a process that takes the same steps and keeps nothing. <c>gan</c> has the shortest steps of all.
/// </summary>
internal static class OverheadWorkloads
{
    private const int Steps = 2000, SampleInterval = 200;

    /// <summary>The workloads.</summary>
    public static IReadOnlyList<Workload> All { get; } =
    [
        new("overhead-gan", "overhead",
            $"{Steps} steps of `gan`: a run with its log, samples every {SampleInterval} and a checkpoint, beside the steps alone",
            Unit.Seconds, new Side("run", Run), new Side("steps", TakeSteps))
        {
            RoundSeconds = 120,
        },
    ];

    private static Measurement Run()
    {
        using var folder = new TempFolder();
        return Timed(() => SideBySide.GanBench(
            "train", "--architecture", "gan", "--dataset", "glyphs", "--steps", Measurement.Argument(Steps),
            "--sample-interval", Measurement.Argument(SampleInterval), "--runs-dir", folder.Path));
    }

    private static Measurement TakeSteps() =>
        Timed(() => SideBySide.Ours("training", "gan-28", Measurement.Argument(Steps), Measurement.Argument(0)));

    private static Measurement Timed(Action work)
    {
        var clock = Stopwatch.StartNew();
        work();
        return new Measurement(clock.Elapsed.TotalSeconds);
    }
}
