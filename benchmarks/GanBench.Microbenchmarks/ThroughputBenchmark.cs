using System.Diagnostics;
using System.Globalization;
using GanBench.Runs;
using MathNet.Numerics.Statistics;

namespace GanBench.Microbenchmarks;

/// <summary>
/// Runs per hour of a suite of small runs, by how many there are at once (<c>suite run --parallel N</c>): with the cores shared out, as a
/// user has it, and with one thread each, where every run must have the same bits whatever N is.
/// </summary>
internal static class ThroughputBenchmark
{
    private const int RunsOfSuite = 4;

    private const string Suite = """
        name: throughput
        seeds: [1, 2]
        training: {steps: 60, batchSize: 64, sampleEvery: 0, checkpointEvery: 0}
        evaluation: {metrics: [ms-ssim], samples: 20}
        grid:
          - {architectures: gan, datasets: glyphs}
          - {architectures: dcgan, datasets: glyphs, recipe: {network: {width: 0.25}}}
        """;

    /// <summary>Arguments: rounds (3).</summary>
    public static int Run(string[] args)
    {
        var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 3;
        Console.WriteLine(
            $"{"runs at once",-14} {"cores shared out",18} {"one thread each",18}   "
            + $"(runs per hour, medians of {rounds} rounds, {Environment.ProcessorCount} cores)");
        string? bits = null;
        var counts = new[] { 1, 2, 4 };
        var hours = counts.ToDictionary(n => n, _ => (Shared: new List<double>(), Single: new List<double>()));
        for (var round = 0; round < rounds; round++)
        {
            foreach (var n in counts)
            {
                hours[n].Shared.Add(RunsPerHour(n, [], out _));
                hours[n].Single.Add(RunsPerHour(n, ["--threads", "1"], out var found));
                if ((bits ??= found) != found)
                    throw new InvalidOperationException($"With {n} at once the runs have other bits: {found}, not {bits}.");
            }
        }
        foreach (var n in counts)
            Console.WriteLine(FormattableString.Invariant(
                $"{n,-14} {hours[n].Shared.Median(),18:F0} {hours[n].Single.Median(),18:F0}"));
        Console.WriteLine($"Checkpoints of runs with one thread were the same in all {rounds * counts.Length} suites.");
        return 0;
    }

    private static double RunsPerHour(int parallel, string[] options, out string bits)
    {
        var folder = Directory.CreateTempSubdirectory("ganbench-throughput-");
        try
        {
            var (suite, runs) = (Path.Combine(folder.FullName, "throughput.yaml"), Path.Combine(folder.FullName, "runs"));
            File.WriteAllText(suite, Suite);
            var clock = Stopwatch.StartNew();
            SideBySide.GanBench(["suite", "run", suite, "--runs-dir", runs, "--parallel", $"{parallel}", .. options]);
            var seconds = clock.Elapsed.TotalSeconds;
            bits = string.Join(' ', RunDirectory.List(runs).Select(run => $"{run.Id} {run.ReadState()!.CheckpointHash}"));
            return RunsOfSuite * 3600 / seconds;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
