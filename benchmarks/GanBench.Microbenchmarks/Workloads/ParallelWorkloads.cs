using System.Diagnostics;
using GanBench.Microbenchmarks.Measuring;
using GanBench.Testing;

namespace GanBench.Microbenchmarks.Workloads;

/// <summary>
/// Two runs of <c>ganbench train</c> at once, each free to use all cores, beside the same two one after the other: whoever starts a second
/// run on a machine must not lose by it.
/// </summary>
internal static class ParallelWorkloads
{
    /// <summary>The workloads.</summary>
    public static IReadOnlyList<Workload> All { get; } =
    [
        Of("parallel-gan", "two runs of `gan`, 300 steps", "--architecture", "gan", "--steps", "300") with { RoundSeconds = 45 },
        Of("parallel-wgan-gp", "two runs of `wgan-gp` of width 0.125, 30 steps",
            "--architecture", "wgan-gp", "--set", "network.width=0.125", "--steps", "30") with { RoundSeconds = 90 },
    ];

    private static Workload Of(string name, string title, params string[] options) => new(
        name, "parallel", title, Unit.Seconds,
        new Side("at once", () => Measure(train => Task.WaitAll(
            Enumerable.Range(1, 2).Select(seed => Task.Factory.StartNew(() => train(seed), TaskCreationOptions.LongRunning))), options)),
        new Side("in turn", () => Measure(train =>
        {
            train(1);
            train(2);
        }, options)));

    private static Measurement Measure(Action<Action<int>> work, string[] options)
    {
        using var folder = new TempFolder();
        var clock = Stopwatch.StartNew();
        work(seed => SideBySide.GanBench(
        [
            "train", "--dataset", "glyphs", "--seed", Measurement.Argument(seed), "--sample-interval", "0", "--runs-dir", folder.Path,
            .. options,
        ]));
        return new Measurement(clock.Elapsed.TotalSeconds);
    }
}
