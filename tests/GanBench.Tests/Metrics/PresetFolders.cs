using System.Collections.Concurrent;
using System.Text.Json;
using GanBench.Imaging;
using GanBench.Metrics;
using GanBench.Metrics.Extractors;
using GanBench.Metrics.Samples;
using GanBench.Runs;
using GanBench.Testing;
using SkiaSharp;
using static TorchSharp.torch;

namespace GanBench.Tests.Metrics;

/// <summary>
/// What the other programs themselves say of two folders of pictures, colour, grey and with alpha (tests/golden/metrics_presets.py), by
/// Inception with the same random weights; and what GanBench says when told to measure like them.
/// </summary>
internal sealed class PresetFolders : IDisposable
{
    private const int Count = 24;

    // The same folders, weights and settings wherever they are asked for, and half a minute of Inception: measured once.
    private static readonly ConcurrentDictionary<string, Lazy<Dictionary<string, MetricRecord>>> Measured = new();

    private static readonly Dictionary<string, (string[] Metrics, (string Key, string Value)[] Settings)> Asked = new()
    {
        ["torch-fidelity"] = (["is", "fid", "kid", "prdc"], [("kid.subsetSize", "10")]),
        ["pytorch-fid"] = (["fid"], []),
        // KID of one subset of all pictures, since it draws without a seed.
        ["clean-fid"] = (["fid", "kid"], [("kid.subsets", "1")]),
    };

    private readonly IReadOnlyDictionary<string, Tensor> _weights;
    private readonly TempFolder _folder = new();
    private readonly JsonElement _golden = MetricsGolden.Load("metrics_presets.json");

    public PresetFolders(IReadOnlyDictionary<string, Tensor> weights)
    {
        _weights = weights;
        Write("a", 301);
        Write("b", 401);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>The values of torch-fidelity; its kernels are summed in float32.</summary>
    public IEnumerable<Agreement> TorchFidelity()
    {
        var records = Measure("torch-fidelity");
        yield return Of("torch-fidelity", records["inception-score"], "inception_score_mean", 1e-4);
        yield return Of("torch-fidelity", records["fid"], "frechet_inception_distance", 1e-4);
        yield return Of("torch-fidelity", records["kid"], "kernel_inception_distance_mean", 1e-3);
        yield return Of("torch-fidelity", records["precision"], "precision", 1e-6);
        yield return Of("torch-fidelity", records["recall"], "recall", 1e-6);
        yield return Of("torch-fidelity", records["f1"], "f_score", 1e-6);
    }

    /// <summary>The value of pytorch-fid.</summary>
    public IEnumerable<Agreement> PytorchFid() => [Of("pytorch-fid", Measure("pytorch-fid")["fid"], "fid", 1e-4)];

    /// <summary>The values of clean-fid.</summary>
    public IEnumerable<Agreement> CleanFid()
    {
        var records = Measure("clean-fid");
        yield return Of("clean-fid", records["fid"], "fid", 1e-4);
        yield return Of("clean-fid", records["kid"], "kid", 1e-3);
    }

    /// <summary>What is measured as a program does.</summary>
    public Dictionary<string, MetricRecord> Measure(string program) =>
        Measured.GetOrAdd(program, _ => new(() => MeasureNow(program))).Value;

    private Dictionary<string, MetricRecord> MeasureNow(string program)
    {
        var (metrics, settings) = Asked[program];
        var options = ComparisonPreset.All.Find(program).Apply(
            new EvaluationOptions { Metrics = metrics, CacheDirectory = _folder["cache"] });
        foreach (var (key, value) in settings)
            options = options with { MetricOptions = options.MetricOptions.With(key, value) };
        using var a = PictureSamples.Open(_folder["a"], options.Pictures, options.Seed);
        using var b = PictureSamples.Open(_folder["b"], options.Pictures, options.Seed);
        return Evaluator.Evaluate(
                a, b, options, new(() => new InceptionExtractor(_weights, "random", options.Resize, InceptionExtractor.DefaultLayer, CPU)))
            .ToDictionary(record => record.Name);
    }

    private Agreement Of(string program, MetricRecord record, string key, double bound) => new(
        record.Name, FormattableString.Invariant($"two folders of {record.Protocol["samples"]} mixed pictures, --like {program}"),
        record.Value!.Value, _golden.GetProperty(program).Number(key), program, bound);

    // As metrics_presets.py writes them, with colours under transparent pixels.
    private void Write(string name, uint seed)
    {
        Directory.CreateDirectory(Path.Combine(_folder[name], "deeper"));
        File.WriteAllText(Path.Combine(_folder[name], "notes.txt"), "no picture");
        const int Side = 32, Area = Side * Side;
        var colour = GoldenNoise.Images(seed, Count + 1, new SampleShape(3, Side, Side));
        var alpha = GoldenNoise.Uniform(seed + 7, (Count + 1) * Area).Select(u => (byte)(256 * u)).ToArray();
        for (var i = 0; i <= Count; i++)
        {
            var (isGrey, hasAlpha) = (i % 2 == 1, i % 4 >= 2);
            var pixels = new byte[Area * 4];
            for (var p = 0; p < Area; p++)
            {
                for (var c = 0; c < 3; c++)
                    pixels[(4 * p) + c] = colour[(((i * 3) + (isGrey ? 0 : c)) * Area) + p];
                pixels[(4 * p) + 3] = hasAlpha ? alpha[(i * Area) + p] : (byte)255;
            }
            using var image = SKImage.FromPixelCopy(
                new SKImageInfo(Side, Side, SKColorType.Rgba8888, hasAlpha ? SKAlphaType.Unpremul : SKAlphaType.Opaque), pixels);
            using var png = image.Encode(SKEncodedImageFormat.Png, 100);
            var file = i < Count ? $"{i:D2}.png" : Path.Combine("deeper", "last.png");
            File.WriteAllBytes(Path.Combine(_folder[name], file), png.ToArray());
        }
    }
}
