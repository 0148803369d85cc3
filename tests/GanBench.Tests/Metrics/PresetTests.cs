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
/// Inception with the same random weights.
/// </summary>
public sealed class PresetTests : IClassFixture<InceptionWeightsFixture>, IDisposable
{
    private const int Count = 24;

    private readonly InceptionWeightsFixture _fixture;
    private readonly TempFolder _folder = new();
    private readonly JsonElement _golden = MetricsGolden.Load("metrics_presets.json");

    public PresetTests(InceptionWeightsFixture fixture)
    {
        _fixture = fixture;
        Write("a", 301);
        Write("b", 401);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TorchFidelity_SameFolders_GivesItsNumbers()
    {
        var records = Measure("torch-fidelity", ["is", "fid", "kid", "prdc"], ("kid.subsetSize", "10"));

        var golden = _golden.GetProperty("torch-fidelity");
        AssertNear(golden.Number("inception_score_mean"), records["inception-score"].Value, 1e-4);
        AssertNear(golden.Number("inception_score_std"), records["inception-score"].StandardDeviation, 1e-2);
        AssertNear(golden.Number("frechet_inception_distance"), records["fid"].Value, 1e-4);
        AssertNear(golden.Number("kernel_inception_distance_mean"), records["kid"].Value, 1e-3);
        AssertNear(golden.Number("kernel_inception_distance_std"), records["kid"].StandardDeviation, 1e-3);
        AssertNear(golden.Number("precision"), records["precision"].Value, 1e-6);
        AssertNear(golden.Number("recall"), records["recall"].Value, 1e-6);
        AssertNear(golden.Number("f_score"), records["f1"].Value, 1e-6);
        Assert.Equal("24", records["fid"].Protocol["samples"]);
        Assert.Equal("tf1", records["fid"].Protocol["resize"]);
    }

    [Fact]
    public void PytorchFid_SameFolders_GivesItsNumber()
    {
        var records = Measure("pytorch-fid", ["fid"]);

        AssertNear(_golden.GetProperty("pytorch-fid").Number("fid"), records["fid"].Value, 1e-4);
        Assert.Equal("50", records["fid"].Protocol["batch"]);
    }

    [Fact]
    public void CleanFid_SameFolders_GivesItsNumbers()
    {
        // One subset of all pictures: clean-fid draws its subsets without a seed.
        var records = Measure("clean-fid", ["fid", "kid"], ("kid.subsets", "1"));

        var golden = _golden.GetProperty("clean-fid");
        AssertNear(golden.Number("fid"), records["fid"].Value, 1e-4);
        AssertNear(golden.Number("kid"), records["kid"].Value, 1e-3);
        Assert.Equal("25", records["fid"].Protocol["samples"]);
    }

    [Fact]
    public void Find_UnknownProgram_NamesTheNearest() => Assert.Contains(
        "clean-fid", Assert.Throws<UsageException>(() => ComparisonPreset.All.Find("cleanfid")).Message, StringComparison.Ordinal);

    private static void AssertNear(double expected, double? actual, double tolerance) => Assert.True(
        actual is { } value && Math.Abs(value - expected) <= tolerance * Math.Abs(expected),
        FormattableString.Invariant($"{actual:R} instead of {expected:R}"));

    private Dictionary<string, MetricRecord> Measure(string program, string[] metrics, params (string Key, string Value)[] settings)
    {
        var options = ComparisonPreset.All.Find(program).Apply(new EvaluationOptions { Metrics = metrics, CacheDirectory = _folder["cache"] });
        foreach (var (key, value) in settings)
            options = options with { MetricOptions = options.MetricOptions.With(key, value) };
        using var a = PictureSamples.Open(_folder["a"], options.Pictures, options.Seed);
        using var b = PictureSamples.Open(_folder["b"], options.Pictures, options.Seed);
        return Evaluator.Evaluate(
                a, b, options,
                new(() => new InceptionExtractor(_fixture.Weights, "random", options.Resize, InceptionExtractor.DefaultLayer, CPU)))
            .ToDictionary(record => record.Name);
    }

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
