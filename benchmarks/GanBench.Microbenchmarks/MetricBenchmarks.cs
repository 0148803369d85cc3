using System.Diagnostics;
using System.Globalization;
using GanBench.Engine;
using GanBench.Metrics.Extractors;
using GanBench.Metrics.Fid;
using GanBench.Metrics.Prdc;
using GanBench.Random;
using static TorchSharp.torch;

namespace GanBench.Microbenchmarks;

/// <summary>
/// Metrics beside their Python peers (benchmarks/peers): the Fréchet distance at 2048 features, 1,000 images of 32×32 through Inception
/// to FID, and the memory of precision and recall at 10,000 × 10,000 × 2048. Each measurement is a process of its own; ours and the
/// peer's alternate.
/// </summary>
internal static class MetricBenchmarks
{
    private const int Features = 2048, Images = 1000, PrdcVectors = 10_000;

    public static int Run(string[] args)
    {
        var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 3;
        Console.WriteLine($"{"metric",-34} {"ours s",8} {"peer s",8} {"ratio",6}   (medians of {rounds} alternating runs)");
        Compare("Fréchet distance, 2048 features", ["frechet", "3"], ["frechet.py", "3"]);
        Compare("1,000 images 32×32 to FID", ["inception", $"{Images}"], ["inception.py", $"{Images}"]);
        var prdc = SideBySide.Ourselves("metrics-worker", "prdc", $"{PrdcVectors}");
        Console.WriteLine(FormattableString.Invariant($"PRDC {PrdcVectors}×{PrdcVectors}×{Features}: peak memory {prdc:F2} GiB"));
        return 0;

        void Compare(string title, string[] ours, string[] peer)
        {
            var (a, b) = (new List<double>(), new List<double>());
            for (var round = 0; round < rounds; round++)
            {
                a.Add(SideBySide.Ourselves(["metrics-worker", .. ours]));
                b.Add(SideBySide.Peer(peer[0], peer[1..]));
            }
            Console.WriteLine(
                FormattableString.Invariant(
                $"{title,-34} {SideBySide.Median(a),8:F2} {SideBySide.Median(b),8:F2} {SideBySide.Median(a) / SideBySide.Median(b),6:F2}"));
        }
    }

    /// <summary>Prints the seconds (for prdc, the GiB) of one measurement in this process.</summary>
    public static int Work(string[] args)
    {
        TorchEngine.Start(new EngineOptions());
        var count = int.Parse(args[1], CultureInfo.InvariantCulture);
        var result = args[0] switch
        {
            "frechet" => Frechet(count),
            "inception" => Inception(count),
            _ => Prdc(count),
        };
        Console.WriteLine(result.ToString("R", CultureInfo.InvariantCulture));
        return 0;
    }

    private static double Frechet(int repeats)
    {
        var (a, b) = (Statistics(1, 2500), Statistics(2, 2500));
        var times = new List<double>();
        for (var i = 0; i < repeats; i++)
        {
            var clock = Stopwatch.StartNew();
            FrechetDistance.Compute(a, b);
            times.Add(clock.Elapsed.TotalSeconds);
        }
        return SideBySide.Median(times);
    }

    private static double Inception(int count)
    {
        var weights = RandomInception.Make();
        using var extractor = new InceptionExtractor(weights, "random", ResizeMode.PyTorch, InceptionExtractor.DefaultLayer, CPU);
        var random = new RandomStream(1, "images");
        var bytes = new byte[count * 3 * 32 * 32];
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)random.NextUInt32();
        using var images = tensor(bytes, [count, 3, 32, 32], dtype: uint8);
        var clock = Stopwatch.StartNew();
        using var first = new FeatureStatisticsBuilder(extractor.Dimension);
        using var second = new FeatureStatisticsBuilder(extractor.Dimension);
        const int Batch = 50;
        for (var at = 0; at < count; at += Batch)
        {
            using var scope = NewDisposeScope();
            (at < count / 2 ? first : second).Add(extractor.Extract(images.narrow(0, at, Batch)).Features);
        }
        FrechetDistance.Compute(first.Build(), second.Build());
        return clock.Elapsed.TotalSeconds;
    }

    private static double Prdc(int count)
    {
        using (var real = Vectors(1, count))
        using (var fake = Vectors(2, count))
            Neighbourhoods.Compute(real, fake);
        return Process.GetCurrentProcess().PeakWorkingSet64 / (double)(1 << 30);
    }

    private static FeatureStatistics Statistics(ulong seed, int count)
    {
        using var features = Vectors(seed, count);
        using var builder = new FeatureStatisticsBuilder(Features);
        builder.Add(features);
        return builder.Build();
    }

    private static Tensor Vectors(ulong seed, int count)
    {
        var values = new float[count * Features];
        new RandomStream(seed, "features").FillNormal(values);
        return tensor(values, [count, Features]);
    }
}
