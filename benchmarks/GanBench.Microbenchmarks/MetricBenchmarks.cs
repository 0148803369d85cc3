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
/// Metrics beside their Python peers (benchmarks/peers): the Fréchet distance at 2048 features, images of 32×32 through Inception to
/// features and to FID, images per second of the pretrained extractors, and time and memory of precision and recall at 10,000 × 10,000 ×
/// 2048. Each measurement is a process of its own; ours and the
/// peer's alternate.
/// </summary>
internal static class MetricBenchmarks
{
    private const int Features = 2048, Images = 200, PrdcVectors = 10_000, Batch = 50;

    public static int Run(string[] args)
    {
        var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 3;
        Console.WriteLine($"{"metric",-34} {"ours s",8} {"peer s",8} {"ratio",6}   (medians of {rounds} alternating runs)");
        Compare("Fréchet distance, 2048 features", ["frechet", "3"], ["frechet.py", "3"]);
        Compare($"{Images} images to Inception features", ["inception-float32", $"{Images}"], ["inception.py", $"{Images}", "features"]);
        Compare($"{Images} images to FID", ["fid", $"{Images}"], ["inception.py", $"{Images}"]);
        foreach (var name in new[] { "inception-float32", "inception-bf16", "resnet18-float32", "resnet18-bf16" })
        {
            var seconds = SideBySide.Ourselves("metrics-worker", name, $"{Images}");
            Console.WriteLine(FormattableString.Invariant($"{name,-34} {Images / seconds,8:F1} images/s"));
        }
        foreach (var line in SideBySide.OurLines("metrics-worker", "prdc", $"{PrdcVectors}"))
            Console.WriteLine($"PRDC {PrdcVectors}×{PrdcVectors}×{Features}: {line}");
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
            "fid" => Fid(count),
            "prdc" => Prdc(count),
            _ => ToFeatures(args[0], count),
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

    private static double ToFeatures(string name, int count)
    {
        using var extractor = Open(name.Split('-')[0], name.EndsWith("bf16", StringComparison.Ordinal));
        using var images = Pictures(count);
        var clock = Stopwatch.StartNew();
        for (var at = 0; at < count; at += Batch)
        {
            using var scope = NewDisposeScope();
            extractor.Extract(images.narrow(0, at, Batch));
        }
        return clock.Elapsed.TotalSeconds;
    }

    private static IFeatureExtractor Open(string name, bool half)
    {
        var precision = half ? FeaturePrecision.BFloat16 : FeaturePrecision.Float32;
        return name == ResNet18Extractor.ExtractorName
            ? ResNet18Extractor.Open(CPU, precision: precision)
            : new InceptionExtractor(
                RandomInception.Make(), "random", ResizeMode.PyTorch, InceptionExtractor.DefaultLayer, CPU, precision);
    }

    private static Tensor Pictures(int count)
    {
        var random = new RandomStream(1, "images");
        var bytes = new byte[count * 3 * 32 * 32];
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)random.NextUInt32();
        return tensor(bytes, [count, 3, 32, 32], dtype: uint8);
    }

    private static double Fid(int count)
    {
        using var extractor = Open(InceptionExtractor.ExtractorName, half: false);
        using var images = Pictures(count);
        var clock = Stopwatch.StartNew();
        using var first = new FeatureStatisticsBuilder(extractor.Dimension);
        using var second = new FeatureStatisticsBuilder(extractor.Dimension);
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
        {
            var clock = Stopwatch.StartNew();
            Neighbourhoods.Compute(real, fake);
            Console.WriteLine(FormattableString.Invariant($"{clock.Elapsed.TotalSeconds:F1} s"));
        }
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
