using System.Diagnostics;
using System.Globalization;
using GanBench.Engine;
using GanBench.Metrics.Extractors;
using GanBench.Microbenchmarks.Measuring;
using GanBench.Random;
using static TorchSharp.torch;

namespace GanBench.Microbenchmarks.Workloads;

/// <summary>
/// Images of 32×32 through the pretrained networks, resizing included: Inception beside PyTorch with pytorch-fid's settings, ResNet-18
/// beside PyTorch, and both in bfloat16 beside ours in float32.
/// </summary>
internal static class FeatureWorkloads
{
    private const int Images = 200, QuickImages = 50, Batch = 50;

    private const string Inception = InceptionExtractor.ExtractorName, ResNet18 = ResNet18Extractor.ExtractorName;

    private const string BFloat16 = "bfloat16", Float32 = "float32";

    /// <summary>The workloads.</summary>
    /// <param name="quick">Whether few images are enough.</param>
    public static IReadOnlyList<Workload> All(bool quick)
    {
        var count = Measurement.Argument(quick ? QuickImages : Images);
        return
        [
            Beside(Inception, "Inception", Side.PyTorch("inception.py", count), 40),
            Half(Inception, "Inception", 30),
            Beside(ResNet18, "ResNet-18", Side.PyTorch("resnet18.py", count), 20) with { IsQuick = true },
            Half(ResNet18, "ResNet-18", 15),
        ];

        Workload Beside(string name, string title, Side peer, double seconds) =>
            new(name, "metrics", $"images of 32×32 to {title} features", Unit.Images, Side.Ours("features", name, Float32, count), peer)
            {
                RoundSeconds = seconds,
            };

        Workload Half(string name, string title, double seconds) =>
            new($"{name}-{BFloat16}", "metrics", $"images of 32×32 to {title} features, {BFloat16}", Unit.Images,
                Side.Ours("features", name, BFloat16, count) with { WhyNot = WhyNotBFloat16 },
                Side.Ours("features", name, Float32, count) with { Name = "ours in float32" })
            {
                RoundSeconds = seconds,
            };
    }

    // Elsewhere it is emulated, a hundred times as slow.
    private static string? WhyNotBFloat16() =>
        Machine.HasBfloat16() == false ? "this processor has no bfloat16 (AVX512_BF16 or AMX)" : null;

    /// <summary>Arguments: extractor, precision, images. Prints images a second.</summary>
    public static void Work(string[] args)
    {
        TorchEngine.Start(new EngineOptions());
        var count = int.Parse(args[2], CultureInfo.InvariantCulture);
        var precision = args[1] == BFloat16 ? FeaturePrecision.BFloat16 : FeaturePrecision.Float32;
        using IFeatureExtractor extractor = args[0] == ResNet18
            ? ResNet18Extractor.Open(CPU, precision: precision)
            : new InceptionExtractor(
                RandomInception.Make(), "random", ResizeMode.PyTorch, InceptionExtractor.DefaultLayer, CPU, precision);
        using var images = Pictures(count);
        var clock = Stopwatch.StartNew();
        for (var at = 0; at < count; at += Batch)
        {
            using var scope = NewDisposeScope();
            extractor.Extract(images.narrow(0, at, Batch));
        }
        new Measurement(count / clock.Elapsed.TotalSeconds)
        {
            Work = FormattableString.Invariant($"{extractor.Dimension} features of {count} images"),
        }.Print();
    }

    private static Tensor Pictures(int count)
    {
        var random = new RandomStream(1, "images");
        var bytes = new byte[count * 3 * 32 * 32];
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)random.NextUInt32();
        return tensor(bytes, [count, 3, 32, 32], dtype: uint8);
    }
}
