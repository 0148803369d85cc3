using GanBench.Configuration;
using GanBench.Imaging;
using GanBench.Metrics;
using GanBench.Metrics.Extractors;
using GanBench.Metrics.Samples;
using GanBench.Runs;
using static TorchSharp.torch;

namespace GanBench.Tests.Metrics;

/// <summary>What metrics do with next to no images, and with a metric among them that fails.</summary>
public sealed class FewSamplesTests
{
    private static readonly SampleShape Shape = new(1, 8, 8);

    public static TheoryData<string> ImageMetrics => [.. MetricRegistry.All.Where(m => m.Kind == SampleKind.Image).Select(m => m.Name)];

    // Alone and with the smallest options, so that as little as can be is refused beforehand.
    [Theory]
    [MemberData(nameof(ImageMetrics))]
    public void Evaluate_FewImages_GivesAValueOrAReason(string metric)
    {
        var settings = new[] { ("kid.subsetSize", "2"), ("is.splits", "1"), ("classifier-score.splits", "1"), ("prdc.neighbours", "1"),
            ("collapse.neighbours", "1") }.Where(s => s.Item1.StartsWith(metric + ".", StringComparison.Ordinal));
        var values = MetricRegistry.All.Find(metric).Values;
        foreach (var options in new[] { Options(metric), Options(metric) with { MetricOptions = OwnOptions.Of(settings) } })
        {
            for (var generated = 1; generated <= 5; generated++)
            {
                for (var reference = 1; reference <= 5; reference++)
                {
                    var records = Evaluate(generated, reference, options);

                    Assert.All(values, value => Assert.Contains(records, r => r.Name == value.Name));
                    Assert.All(records, r => Assert.True(
                        r.Value is { } v ? double.IsFinite(v) : r.Note is { Length: > 0 }, $"{r.Name} of {generated} and {reference}"));
                }
            }
        }
    }

    [Fact]
    public void Evaluate_OneGeneratedImage_MeasuresTheOthers()
    {
        var records = Evaluate(1, 5, Options("swd", "high-frequency"));

        Assert.Equal(("swd", "needs at least 2 generated images"), (records[0].Name, records[0].Note));
        Assert.All(records.Where(r => r.Name.StartsWith("swd", StringComparison.Ordinal)), r => Assert.Null(r.Value));
        Assert.NotNull(records.Single(r => r.Name == "high-frequency-ratio").Value);
    }

    // Features of NaN fail every metric of features; those of pixels do not need them.
    [Fact]
    public void Evaluate_MetricThatFails_HasTheReasonAndTheOthersTheirValues()
    {
        var records = Evaluate(5, 5, Options("high-frequency", "fid", "ms-ssim"), new NaNExtractor());

        var failed = records.Single(r => r.Name == "fid");
        Assert.Null(failed.Value);
        Assert.Contains("NaN", failed.Note, StringComparison.Ordinal);
        Assert.Equal(nameof(DataException), failed.Protocol[Evaluator.FailedKey]);
        Assert.Equal(["high-frequency-ratio", "ms-ssim", "ms-ssim-real"], records.Where(r => r.Value is not null).Select(r => r.Name));
    }

    [Fact]
    public void Evaluate_NothingHasAValueForAnError_Throws()
    {
        var error = Assert.Throws<DataException>(() => Evaluate(5, 5, Options("fid", "prdc"), new NaNExtractor()));

        Assert.Contains("NaN", error.Message, StringComparison.Ordinal);
    }

    private static EvaluationOptions Options(params string[] metrics) => new() { Metrics = metrics };

    private static IReadOnlyList<MetricRecord> Evaluate(
        int generated, int reference, EvaluationOptions options, IFeatureExtractor? extractor = null)
    {
        using var samples = new Pictures("samples", 71, generated);
        using var data = new Pictures("data", 73, reference);
        return Evaluator.Evaluate(samples, data, options, new Lazy<IFeatureExtractor>(() => extractor ?? new FixedExtractor(Shape)));
    }

    private sealed class Pictures(string name, uint seed, int count) : ISampleSource
    {
        public string Name => name;

        public string? ContentHash => null;

        public SampleShape? Shape => FewSamplesTests.Shape;

        public int? Count => count;

        public Tensor Read(int first, int count)
        {
            using var all = GoldenNoise.ImageTensor(seed, first + count, FewSamplesTests.Shape);
            return all.narrow(0, first, count).clone();
        }

        public void Dispose()
        {
        }
    }

    private sealed class NaNExtractor : IFeatureExtractor
    {
        public string Name => "classifier";

        public int Dimension => 4;

        public IReadOnlyDictionary<string, string> Protocol { get; } = new Dictionary<string, string> { ["extractor"] = "broken" };

        public ExtractedBatch Extract(Tensor images) => new(full([images.shape[0], 4], float.NaN), null);

        public void Dispose()
        {
        }
    }
}
