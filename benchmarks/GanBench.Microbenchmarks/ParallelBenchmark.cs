using System.Diagnostics;
using System.Globalization;
using GanBench.Testing;

namespace GanBench.Microbenchmarks;

/// <summary>
/// Two runs of <c>ganbench train</c> at once, each free to use all cores, beside the same two one after the other: whoever starts a second
/// run on a machine must not lose by it.
/// </summary>
internal static class ParallelBenchmark
{
    private static readonly (string Title, string[] Options)[] Runs =
    [
        ("gan", ["--architecture", "gan", "--steps", "300"]),
        ("wgan-gp, width 0.125", ["--architecture", "wgan-gp", "--set", "network.width=0.125", "--steps", "30"]),
    ];

    /// <summary>Arguments: rounds (3).</summary>
    public static int Run(string[] args)
    {
        var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 3;
        Console.WriteLine($"{"two runs of",-24} {"in turn s",10} {"at once s",10} {"ratio",6}   (medians of {rounds} alternating pairs)");
        foreach (var (title, options) in Runs)
        {
            var (inTurn, atOnce) = (new List<double>(), new List<double>());
            for (var round = 0; round < rounds; round++)
            {
                inTurn.Add(Seconds(options, together: false));
                atOnce.Add(Seconds(options, together: true));
            }
            var (a, b) = (SideBySide.Median(inTurn), SideBySide.Median(atOnce));
            Console.WriteLine(FormattableString.Invariant($"{title,-24} {a,10:F1} {b,10:F1} {b / a,6:F2}"));
        }
        return 0;
    }

    private static double Seconds(string[] options, bool together)
    {
        var folder = Directory.CreateTempSubdirectory("ganbench-parallel-");
        try
        {
            var clock = Stopwatch.StartNew();
            if (together)
            {
                Task.WaitAll(
                    Enumerable.Range(1, 2).Select(seed => Task.Factory.StartNew(() => Train(seed), TaskCreationOptions.LongRunning)));
            }
            else
            {
                Train(1);
                Train(2);
            }
            return clock.Elapsed.TotalSeconds;
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        void Train(int seed) => SideBySide.Lines("dotnet",
        [
            Repository.PathOf("src", "GanBench.Cli", "bin", "Release", "net10.0", "GanBench.Cli.dll"),
            "train", "--dataset", "glyphs", "--seed", $"{seed}", "--sample-interval", "0", "--runs-dir", folder.FullName, .. options,
        ], quiet: true);
    }
}
