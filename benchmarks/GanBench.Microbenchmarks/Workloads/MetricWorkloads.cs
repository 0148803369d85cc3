using System.Diagnostics;
using GanBench.Engine;
using GanBench.Metrics.Fid;
using GanBench.Metrics.Prdc;
using GanBench.Microbenchmarks.Measuring;
using GanBench.Random;
using static TorchSharp.torch;

namespace GanBench.Microbenchmarks.Workloads;

/// <summary>
/// Metrics on vectors of 2048 random numbers: the Fréchet distance beside <c>scipy.linalg.sqrtm</c> (benchmarks/peers/frechet.py), and time
/// and memory of precision, recall, density and coverage.
/// </summary>
internal static class MetricWorkloads
{
    private const string Group = "metrics";
    private const int Features = 2048, Vectors = 10_000, StatisticsVectors = 2_500;

    /// <summary>The workloads.</summary>
    public static IReadOnlyList<Workload> All { get; } =
    [
        new("frechet", Group, "Fréchet distance at 2048 features", Unit.Seconds, Side.Ours("frechet"),
            new Side("SciPy's sqrtm", () => PythonPeer.Run("frechet.py")) { WhyNot = () => PythonPeer.WhyNot("scipy") })
        {
            RoundSeconds = 60,
        },
        new("neighbours", Group, "precision, recall, density, coverage of 10,000 × 10,000 × 2048", Unit.Seconds, Side.Ours("neighbours"))
        {
            RoundSeconds = 20,
        },
    ];

    /// <summary>Prints the seconds of a Fréchet distance from statistics, after one that loads what is needed.</summary>
    public static void Frechet(string[] args)
    {
        TorchEngine.Start(new EngineOptions());
        var (a, b) = (Statistics(1), Statistics(2));
        FrechetDistance.Compute(a, b);
        var clock = Stopwatch.StartNew();
        FrechetDistance.Compute(a, b);
        new Measurement(clock.Elapsed.TotalSeconds).Print();
    }

    /// <summary>Prints the seconds of all four values.</summary>
    public static void Neighbours(string[] args)
    {
        TorchEngine.Start(new EngineOptions());
        using var real = Draw(1, Vectors);
        using var fake = Draw(2, Vectors);
        var clock = Stopwatch.StartNew();
        Neighbourhoods.Compute(real, fake);
        var seconds = clock.Elapsed.TotalSeconds;
        using var process = Process.GetCurrentProcess();
        new Measurement(seconds)
        {
            Detail = FormattableString.Invariant($"{process.PeakWorkingSet64 / (double)(1 << 30):F2} GiB at most"),
        }.Print();
    }

    private static FeatureStatistics Statistics(ulong seed)
    {
        using var features = Draw(seed, StatisticsVectors);
        using var builder = new FeatureStatisticsBuilder(Features);
        builder.Add(features);
        return builder.Build();
    }

    private static Tensor Draw(ulong seed, int count)
    {
        var values = new float[count * Features];
        new RandomStream(seed, "features").FillNormal(values);
        return tensor(values, [count, Features]);
    }
}
