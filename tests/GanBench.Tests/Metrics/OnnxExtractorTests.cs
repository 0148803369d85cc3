using GanBench.Imaging;
using GanBench.Metrics;
using GanBench.Metrics.Extractors;
using GanBench.Testing;
using static TorchSharp.torch;

namespace GanBench.Tests.Metrics;

public sealed class OnnxExtractorTests : IDisposable
{
    // Red; green; blue + red.
    private static readonly float[] Weights = [1, 0, 0, 0, 1, 0, 1, 0, 1];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Extract_FirstOutput_IsAveragedOverPositions()
    {
        using var scope = NewDisposeScope();
        OnnxModel.Save(_folder["net.onnx"], Weights);
        using var extractor = OnnxExtractor.Open(_folder["net.onnx"]);
        var images = GoldenNoise.ImageTensor(5, 4, new SampleShape(3, 8, 8));

        var features = extractor.Extract(images).Features;

        var means = images.to(float32).div(255).mean([2, 3]);
        Assert.Equal(3, extractor.Dimension);
        Assert.Equal("map", extractor.Protocol["layer"]);
        Assert.InRange((features.narrow(1, 0, 2) - means.narrow(1, 0, 2)).abs().max().item<float>(), 0, 1e-6f);
        Assert.InRange((features.select(1, 2) - means.select(1, 0) - means.select(1, 2)).abs().max().item<float>(), 0, 1e-6f);
    }

    [Fact]
    public void Extract_SettingsBesideTheFile_ArePrepared()
    {
        using var scope = NewDisposeScope();
        OnnxModel.Save(_folder["net.onnx"], Weights, side: 0);
        _folder.Write("net.yaml", "size: 16\nresize: bilinear\nscale: 1\nmean: [10, 20, 30]\nstd: [2, 4, 5]\nchannels: bgr\n");
        using var extractor = OnnxExtractor.Open(_folder["net.onnx"], "pool");
        var image = full([1, 3, 9, 7], 0, dtype: uint8);
        image.select(1, 0).fill_(110);
        image.select(1, 2).fill_(50);

        var features = extractor.Extract(image).Features.data<float>().ToArray();

        // Its first channel is blue: (50 - 10) / 2, (0 - 20) / 4, and (110 - 30) / 5 + 20.
        Assert.Equal([20f, -5f, 36f], features.Select(value => MathF.Round(value, 3)));
        Assert.Equal("(bgr / 1 - 10 20 30) / 2 4 5", extractor.Protocol["input"]);
        Assert.Equal("onnx:net.onnx#pool", extractor.Name);
    }

    [Fact]
    public void Extract_GraphForOnePicture_TakesThemInTurn()
    {
        using var scope = NewDisposeScope();
        OnnxModel.Save(_folder["net.onnx"], [2], channels: 1, batch: 1);
        using var extractor = OnnxExtractor.Open(_folder["net.onnx"]);

        var features = extractor.Extract(
            [full([2, 1, 8, 8], 51, dtype: uint8), full([1, 3, 20, 20], 102, dtype: uint8)]).Features.data<float>().ToArray();

        Assert.Equal([0.4f, 0.4f, 0.8f], features.Select(value => MathF.Round(value, 4)));
    }

    [Theory]
    [InlineData("size: 8\nmeen: 1", "meen")]
    [InlineData("size: 9", "takes pictures of 8×8")]
    [InlineData("mean: [1, 2]", "mean must be one number or 3 (found 2)")]
    [InlineData("std: 0", "std must be above 0")]
    [InlineData("channels: grey", "takes 3 channels")]
    public void Open_WrongSettings_SaysWhichAndWhere(string yaml, string expected)
    {
        OnnxModel.Save(_folder["net.onnx"], Weights);
        _folder.Write("net.yaml", yaml);

        var error = Assert.Throws<UsageException>(() => OnnxExtractor.Open(_folder["net.onnx"]));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains("net.yaml", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_NoSizeAnywhere_SaysWhereToWriteIt()
    {
        OnnxModel.Save(_folder["net.onnx"], Weights, side: 0);

        var error = Assert.Throws<UsageException>(() => OnnxExtractor.Open(_folder["net.onnx"]));

        Assert.Contains("size: 224", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_NoSuchOutput_NamesThoseThatThereAre()
    {
        OnnxModel.Save(_folder["net.onnx"], Weights);

        var error = Assert.Throws<UsageException>(() => OnnxExtractor.Open(_folder["net.onnx"], "logits"));

        Assert.Contains("map, pool", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("no protobuf at all")]
    public void Open_MissingOrDamagedFile_IsNamed(string? content)
    {
        if (content is not null)
            _folder.Write("bad.onnx", content);

        var error = Assert.Throws<DataException>(() => OnnxExtractor.Open(_folder["bad.onnx"]));

        Assert.Contains("bad.onnx", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_BySetting_FindsFileAndOutput()
    {
        OnnxModel.Save(_folder["net.onnx"], Weights);
        var options = new EvaluationOptions { Extractor = ExtractorRegistry.Choose($"onnx:{_folder["net.onnx"]}#pool", null) };

        using var extractor = ExtractorRegistry.Open(new ExtractorRequest(options, null, CPU, null, CancellationToken.None));

        Assert.Equal("onnx:net.onnx#pool", extractor.Protocol["extractor"]);
        Assert.Equal("onnx:net.onnx#pool", ExtractorRegistry.InProtocols(options.Extractor));
        Assert.Equal("onnx:net.onnx#pool", ExtractorRegistry.LabelOf("onnx:net.onnx#pool"));
    }

    [Fact]
    public void Choose_OnnxWithoutAFile_SaysHow() => Assert.Contains(
        "onnx:FILE", Assert.Throws<UsageException>(() => ExtractorRegistry.Choose("onnx", null)).Message, StringComparison.Ordinal);
}
