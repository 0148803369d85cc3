using System.Text.Json;
using GanBench.Exports;
using GanBench.Storage;
using GanBench.Testing;

namespace GanBench.Tests.Exports;

public sealed class SafeTensorsFormatTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Save_AGenerator_NamesWeightsAfterTheirLayersAndTellsWhatItIs()
    {
        var (tensors, metadata) = Save("dcgan generator");

        Assert.Equal(
            [
                "layer00_linear.weight", "layer00_linear.bias", "layer04_conv2d.weight", "layer04_conv2d.bias",
                "layer05_batch_norm.weight", "layer05_batch_norm.bias", "layer05_batch_norm.running_mean", "layer05_batch_norm.running_var",
                "layer08_conv2d.weight", "layer08_conv2d.bias",
                "layer09_batch_norm.weight", "layer09_batch_norm.bias", "layer09_batch_norm.running_mean", "layer09_batch_norm.running_var",
                "layer11_conv2d.weight", "layer11_conv2d.bias",
            ],
            tensors.Select(tensor => tensor.Name));
        Assert.Equal(
            ("pt", "dcgan", "glyphs", "generator", "[-1, 100]", "standard normal", "[-1, 1, 28, 28]", "[-1, 1]", "NCHW"),
            (metadata["format"], metadata["architecture"], metadata["dataset"], metadata["network"], metadata["inputShape"],
                metadata["inputValues"], metadata["outputShape"], metadata["outputValues"], metadata["layout"]));
    }

    [Fact]
    public void Save_AResidualNetwork_NamesTheBranchesOfItsBlocks()
    {
        var (tensors, metadata) = Save("resnet-wgan-gp discriminator");

        Assert.Contains("layer00.body00_conv2d.weight", tensors.Select(tensor => tensor.Name));
        Assert.Contains("layer00.shortcut01_conv2d.weight", tensors.Select(tensor => tensor.Name));
        var graph = JsonDocument.Parse(metadata["graph"]).RootElement.EnumerateArray().ToList();
        var sum = graph.First(node => node.GetProperty("op").GetString() == "add");
        Assert.Equal(2, sum.GetProperty("inputs").GetArrayLength());
        Assert.Equal("linear", graph[^1].GetProperty("op").GetString());
    }

    [Fact]
    public void Save_NumbersInOneDimension_SaysThatTheyAreNoPictures()
    {
        var (_, metadata) = Save("mlp-1d generator");

        Assert.Equal(("uniform on [-1, 1]", "any real number"), (metadata["inputValues"], metadata["outputValues"]));
    }

    private (IReadOnlyList<TensorBytes> Tensors, IReadOnlyDictionary<string, string> Metadata) Save(string name)
    {
        var network = SmallNetwork.OfEveryArchitecture.First(n => n.Name == name).Network;
        ExportFormatRegistry.All.Find("safetensors").Save(_folder["a.safetensors"], network);
        return SafeTensors.LoadBytes(_folder["a.safetensors"]);
    }
}
