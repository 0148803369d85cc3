using GanBench.Imaging;
using GanBench.Metrics.Extractors;
using GanBench.Metrics.Weights;
using Microsoft.ML.OnnxRuntime;
using static TorchSharp.torch;

namespace GanBench.Tests.Metrics;

public sealed class ResNet18ExtractorTests : IClassFixture<ResNet18ExtractorTests.Fixture>
{
    private readonly ResNet18Extractor _extractor;

    public ResNet18ExtractorTests(Fixture fixture) => _extractor = fixture.Extractor;

    public sealed class Fixture : IDisposable
    {
        public ResNet18Extractor Extractor { get; } = ResNet18Extractor.Open(CPU);

        public void Dispose() => Extractor.Dispose();
    }

    /// <summary>The published graphs themselves, preprocessing too, through ONNX Runtime.</summary>
    [Fact]
    public void Extract_PicturesOfTheNetworksSize_EqualsThePublishedGraphs()
    {
        using var scope = NewDisposeScope();
        var images = GoldenNoise.ImageTensor(31, 3, new SampleShape(3, ResNet18Network.Side, ResNet18Network.Side));

        var features = _extractor.Extract(images).Features;

        Assert.Equal(new long[] { 3, 512 }, features.shape);
        for (var i = 0; i < 3; i++)
        {
            var input = Run("ResNetPreprocess.onnx", images.narrow(0, i, 1).to(float32).data<float>().ToArray());
            var expected = Run("ResNet18.onnx", input);
            var difference = (features[i] - tensor(expected)).abs().max().item<float>();
            Assert.InRange(difference, 0, 1e-4f * expected.Max());
            Assert.True(expected.Max() > 1, "The features are not those of a trained network.");
        }
    }

    [Fact]
    public void Extract_PicturesOfSeveralSizesAndGrey_EqualsThemOneByOne()
    {
        using var scope = NewDisposeScope();
        Tensor[] pictures =
        [
            GoldenNoise.ImageTensor(41, 2, new SampleShape(3, 32, 32)), GoldenNoise.ImageTensor(42, 1, new SampleShape(1, 28, 28)),
            GoldenNoise.ImageTensor(43, 1, new SampleShape(3, 300, 40)),
        ];

        var together = _extractor.Extract(pictures).Features;

        Assert.Equal(new long[] { 4, 512 }, together.shape);
        var oneByOne = cat([.. pictures.Select(picture => _extractor.Extract(picture).Features)], 0);
        Assert.InRange((together - oneByOne).abs().max().item<float>(), 0, 1e-4f);
    }

    [Fact]
    public void Extract_Grey_EqualsTheSamePictureInThreeEqualChannels()
    {
        using var scope = NewDisposeScope();
        var grey = GoldenNoise.ImageTensor(44, 1, new SampleShape(1, 28, 28));

        var difference = _extractor.Extract(grey).Features - _extractor.Extract(grey.expand(1, 3, 28, 28).contiguous()).Features;

        Assert.InRange(difference.abs().max().item<float>(), 0, 1e-5f);
    }

    [Fact]
    public void Extract_InBFloat16_IsNearAndSaysSo()
    {
        using var scope = NewDisposeScope();
        var images = GoldenNoise.ImageTensor(45, 4, new SampleShape(3, 64, 64));
        using var half = ResNet18Extractor.Open(CPU, precision: FeaturePrecision.BFloat16);

        var (exact, near) = (_extractor.Extract(images).Features, half.Extract(images).Features);

        Assert.Equal(float32, near.dtype);
        Assert.InRange((exact - near).norm().item<float>() / exact.norm().item<float>(), 1e-5f, 0.02f);
        Assert.Equal("bfloat16", half.Protocol["precision"]);
        Assert.False(_extractor.Protocol.ContainsKey("precision"));
    }

    [Fact]
    public void Open_AnotherLayer_IsRefused() => Assert.Contains(
        "'pool'", Assert.Throws<UsageException>(() => ResNet18Extractor.Open(CPU, "2048")).Message, StringComparison.Ordinal);

    [Fact]
    public void Network_OfAnotherGraph_IsRefused()
    {
        var graph = OnnxFile.Read(File.ReadAllBytes(Model("ResNetPreprocess.onnx")), "other");

        var error = Assert.Throws<DataException>(() => new ResNet18Network(graph, CPU, FeaturePrecision.Float32));

        Assert.Contains("this graph has 0", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(1000)]
    public void OnnxFile_CutShort_IsRefusedByName(int bytes)
    {
        var content = File.ReadAllBytes(Model("ResNetPreprocess.onnx"));

        var error = Assert.Throws<DataException>(() => OnnxFile.Read(content.AsSpan(0, bytes), "cut.onnx"));

        Assert.Contains("cut.onnx", error.Message, StringComparison.Ordinal);
    }

    private static string Model(string name) => Path.Combine(AppContext.BaseDirectory, "models", name);

    private static float[] Run(string model, float[] input)
    {
        using var session = new InferenceSession(Model(model));
        using var value = OrtValue.CreateTensorValueFromMemory(input, [1L, 3, ResNet18Network.Side, ResNet18Network.Side]);
        using var run = new RunOptions();
        using var outputs = session.Run(run, [session.InputMetadata.Keys.First()], [value], [session.OutputMetadata.Keys.First()]);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }
}
