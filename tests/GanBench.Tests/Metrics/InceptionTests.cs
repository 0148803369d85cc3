using System.Text.Json;
using GanBench.Imaging;
using GanBench.Metrics;
using GanBench.Metrics.Extractors;
using GanBench.Metrics.Fid;
using GanBench.Testing;
using static TorchSharp.torch;

namespace GanBench.Tests.Metrics;

/// <summary>FID's Inception with random weights, which tests/golden/metrics_inception.py makes too.</summary>
public sealed class InceptionWeightsFixture : IDisposable
{
    public InceptionWeightsFixture()
    {
        Golden = MetricsGolden.Load("metrics_inception.json");
        uint index = 0;
        foreach (var entry in Golden.GetProperty("names").EnumerateArray())
        {
            var name = entry[0].GetString()!;
            var shape = entry[1].EnumerateArray().Select(d => d.GetInt64()).ToArray();
            if (!name.EndsWith("num_batches_tracked", StringComparison.Ordinal))
                Weights[name] = Make(name, shape, index).DetachFromDisposeScope();
            index++;
        }
    }

    public JsonElement Golden { get; }

    public Dictionary<string, Tensor> Weights { get; } = [];

    public void Dispose()
    {
        foreach (var weight in Weights.Values)
            weight.Dispose();
    }

    private static Tensor Make(string name, long[] shape, uint index)
    {
        var count = (int)shape.Aggregate(1L, (a, b) => a * b);
        double[] values = name switch
        {
            _ when name.EndsWith("running_var", StringComparison.Ordinal) => [.. GoldenNoise.Uniform(index, count).Select(u => 0.5 + u)],
            _ when name.EndsWith("bn.weight", StringComparison.Ordinal) =>
                [.. GoldenNoise.Uniform(index, count).Select(u => 0.75 + (0.5 * u))],
            _ when shape.Length > 1 => [.. GoldenNoise.Normal(index, count).Select(z => Math.Sqrt(2.0 * shape[0] / count) * z)],
            _ => [.. GoldenNoise.Normal(index, count).Select(z => 0.1 * z)],
        };
        return tensor(Array.ConvertAll(values, v => (float)v), shape);
    }
}

public sealed class InceptionTests(InceptionWeightsFixture fixture) : IClassFixture<InceptionWeightsFixture>
{
    [Theory]
    [InlineData(ResizeMode.Tf1, "tf1")]
    [InlineData(ResizeMode.PyTorch, "pytorch")]
    [InlineData(ResizeMode.Clean, "clean")]
    public void Extract_SameWeights_EqualsTorchvision(ResizeMode mode, string name)
    {
        var golden = fixture.Golden.GetProperty("modes").GetProperty(name);
        using var scope = NewDisposeScope();
        using var extractor = new InceptionExtractor(fixture.Weights, "random", mode, "2048", CPU);

        var extracted = extractor.Extract(GoldenNoise.ImageTensor(201, 2, new SampleShape(3, 32, 32)));

        AssertClose(golden.Numbers("2048"), extracted.Features, 1e-4);
        AssertClose(golden.Numbers("logits"), extracted.Logits!, 1e-4, stride: 40);
    }

    [Theory]
    [InlineData(ResizeMode.Tf1, "tf1")]
    [InlineData(ResizeMode.PyTorch, "pytorch")]
    [InlineData(ResizeMode.Clean, "clean")]
    public void Fid_SameWeightsAndImages_EqualsPyTorchAndNumPy(ResizeMode mode, string name)
    {
        using var scope = NewDisposeScope();
        using var extractor = new InceptionExtractor(fixture.Weights, "random", mode, "2048", CPU);

        var distance = FrechetDistance.Compute(Statistics(seed: 211, count: 10), Statistics(seed: 213, count: 8));

        MetricsGolden.AssertRelative(fixture.Golden.GetProperty("fid").Number(name), distance.Value, 1e-3);

        FeatureStatistics Statistics(uint seed, int count)
        {
            using var builder = new FeatureStatisticsBuilder(extractor.Dimension);
            builder.Add(extractor.Extract(GoldenNoise.ImageTensor(seed, count, new SampleShape(3, 32, 32))).Features);
            return builder.Build();
        }
    }

    [Theory]
    [InlineData("64")]
    [InlineData("192")]
    [InlineData("768")]
    public void Extract_EarlierLayer_EqualsTorchvision(string layer)
    {
        using var scope = NewDisposeScope();
        using var extractor = new InceptionExtractor(fixture.Weights, "random", ResizeMode.PyTorch, layer, CPU);

        var extracted = extractor.Extract(GoldenNoise.ImageTensor(201, 2, new SampleShape(3, 32, 32)));

        AssertClose(fixture.Golden.GetProperty("modes").GetProperty("pytorch")
            .Numbers(layer), extracted.Features, 1e-4);
        Assert.Null(extracted.Logits);
    }

    [Theory]
    [InlineData("logits_unbiased")]
    [InlineData("logits")]
    public void Extract_ClassScoresAsFeatures_AreTheLogits(string layer)
    {
        using var scope = NewDisposeScope();
        using var extractor = new InceptionExtractor(fixture.Weights, "random", ResizeMode.PyTorch, layer, CPU);

        var extracted = extractor.Extract(GoldenNoise.ImageTensor(201, 2, new SampleShape(3, 32, 32)));

        Assert.Equal(1008, extractor.Dimension);
        var bias = layer == "logits" ? fixture.Weights["fc.bias"] : zeros([1008]);
        Assert.InRange((extracted.Features - extracted.Logits! - bias).abs().max().item<float>(), 0, 1e-6f);
    }

    [Theory]
    [InlineData(ResizeMode.Tf1, "tf1")]
    [InlineData(ResizeMode.PyTorch, "pytorch")]
    [InlineData(ResizeMode.Clean, "clean")]
    public void Resize_GreySmallAndLargeImages_EqualsReference(ResizeMode mode, string name)
    {
        using var scope = NewDisposeScope();
        using var resize = new InceptionResize(mode);
        foreach (var (kind, seed, shape) in new[]
        {
            ("grey", 203u, new SampleShape(1, 28, 28)), ("large", 205u, new SampleShape(3, 320, 340)), (
                "small", 201u, new SampleShape(3, 32, 32)),
        })
        {
            var resized = resize.Apply(GoldenNoise.ImageTensor(seed, 1, shape));

            Assert.Equal(new long[] { 1, 3, 299, 299 }, resized.shape);
            // Float32 weights of PyTorch at 299/340 differ in their last digit.
            AssertClose(fixture.Golden.GetProperty("resize").Numbers($"{name}/{kind}"), resized, 2e-5, stride: 2003);
        }
    }

    [Fact]
    public void Extract_OneByOne_EqualsTheBatch()
    {
        using var scope = NewDisposeScope();
        using var extractor = new InceptionExtractor(fixture.Weights, "random", ResizeMode.PyTorch, "192", CPU);
        var images = GoldenNoise.ImageTensor(7, 3, new SampleShape(3, 32, 32));

        var together = extractor.Extract(images).Features;
        var last = extractor.Extract(images.narrow(0, 2, 1)).Features;

        Assert.InRange((together.narrow(0, 2, 1) - last).abs().max().item<float>(), 0, 1e-5f);
    }

    [Fact]
    public void Open_NoSuchLayer_NamesTheLayers()
    {
        var error = Assert.Throws<UsageException>(() => new InceptionExtractor(fixture.Weights, "random", ResizeMode.PyTorch, "1000", CPU));

        Assert.Contains("64, 192, 768, 2048", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_WeightsOfAnotherNetwork_SaysWhatIsMissing()
    {
        var others = new Dictionary<string, Tensor> { ["fc.weight"] = fixture.Weights["fc.weight"] };
        using var extractor = new InceptionExtractor(others, "random", ResizeMode.PyTorch, "64", CPU);
        using var image = GoldenNoise.ImageTensor(7, 1, new SampleShape(3, 32, 32));

        var error = Assert.Throws<DataException>(() => extractor.Extract(image));

        Assert.Contains("Conv2d_1a_3x3.conv.weight", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_AlteredWeights_NamesBothHashes()
    {
        using var folder = new TempFolder();
        folder.Write(Path.Combine("inception", InceptionWeights.FileName), "altered");

        var error = Assert.Throws<DataException>(() =>
            InceptionWeights.Load(
                new EvaluationOptions { DataDirectory = folder.Path, CacheDirectory = folder.Path }, null, CancellationToken.None));

        Assert.Contains(InceptionWeights.Sha256, error.Message, StringComparison.Ordinal);
    }

    private static void AssertClose(double[] golden, Tensor actual, double tolerance, int? stride = null)
    {
        var values = actual.contiguous().data<float>().ToArray();
        var step = stride ?? Math.Max(1, values.Length / 64);
        for (var i = 0; i < golden.Length; i++)
        {
            var error = Math.Abs(values[i * step] - golden[i]);
            Assert.True(error <= tolerance * Math.Max(1, Math.Abs(golden[i])),
                FormattableString.Invariant($"element {i * step}: {values[i * step]:R}, expected {golden[i]:R}"));
        }
    }
}
