using GanBench.Metrics.Extractors;
using GanBench.Testing;

namespace GanBench.Tests.Metrics;

public sealed class ExtractorRegistryTests
{
    [Fact]
    public void Choose_AutoWithAndWithoutWeights_IsInceptionWhereTheyAre()
    {
        using var folder = new TempFolder();
        Assert.Equal("resnet18", ExtractorRegistry.Choose(ExtractorRegistry.Auto, folder.Path));

        Directory.CreateDirectory(folder["inception"]);
        folder.Write(Path.Combine("inception", InceptionWeights.FileName), "weights");

        Assert.Equal("inception", ExtractorRegistry.Choose(ExtractorRegistry.Auto, folder.Path));
    }

    [Theory]
    [InlineData("inception-2015-12-05", "Inception-v3", true)]
    [InlineData("resnet18", "ResNet-18", false)]
    [InlineData("classifier", "classifier", false)]
    [InlineData("onnx:net.onnx#pool", "onnx", false)]
    [InlineData("precomputed", null, null)]
    public void Of_TextOfAProtocol_IsTheExtractorThatItNames(string text, string? label, bool? comparable)
    {
        var extractor = ExtractorRegistry.Of(text);

        Assert.Equal((label, comparable), (extractor?.Label, extractor?.IsComparable));
    }
}
