using System.Diagnostics;

namespace GanBench.Microbenchmarks.Measuring;

/// <summary>Says what runs now and about how long the rest takes.</summary>
/// <param name="workloads">All that will be measured.</param>
/// <param name="rounds">Rounds of each.</param>
/// <param name="writer">Where to.</param>
internal sealed class MeasureProgress(IReadOnlyList<Workload> workloads, int rounds, TextWriter writer)
{
    private const double Before = 60;

    private readonly Stopwatch _clock = Stopwatch.StartNew();

    /// <summary>A process starts.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="round">The round from 1; 0 warms up.</param>
    /// <param name="side">Who runs.</param>
    public void Starts(Workload workload, int round, Side side)
    {
        var index = workloads.Index().First(w => w.Item == workload).Index;
        var sides = workload.Peers.Prepend(workload.Ours).ToList();
        var roundsDone = round == 0 ? 0 : round - 1 + (sides.IndexOf(side) / (double)sides.Count);
        var done = (workloads.Take(index).Sum(w => w.RoundSeconds) * rounds) + (workload.RoundSeconds * roundsDone);
        var left = Left(_clock.Elapsed, done, workloads.Sum(w => w.RoundSeconds) * rounds);
        writer.WriteLine(FormattableString.Invariant(
            $"[{index + 1}/{workloads.Count}] {workload.Name}, {(round == 0 ? "warming up" : $"round {round} of {rounds}")}: ")
            + $"{side.Name} (about {Duration(left)} left)");
    }

    /// <summary>
    /// The time that is left, in proportion to the time that was taken. In the first minute that says little, so it counts as if a minute
    /// had gone as estimated before.
    /// </summary>
    /// <param name="elapsed">Time taken.</param>
    /// <param name="done">Estimated seconds of what is done.</param>
    /// <param name="total">Estimated seconds of everything.</param>
    public static TimeSpan Left(TimeSpan elapsed, double done, double total) =>
        TimeSpan.FromSeconds((total - done) * (elapsed.TotalSeconds + Before) / (done + Before));

    private static string Duration(TimeSpan time) => time.TotalMinutes < 2
        ? FormattableString.Invariant($"{Math.Max(1, time.TotalSeconds):F0} s")
        : FormattableString.Invariant($"{time.TotalMinutes:F0} min");
}
