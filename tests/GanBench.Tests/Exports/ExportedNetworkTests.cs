using GanBench.Architectures;
using GanBench.Exports;
using GanBench.Runs;
using GanBench.Testing;

namespace GanBench.Tests.Exports;

public class ExportedNetworkTests
{
    [Fact]
    public void Of_ARunThatAverages_TakesTheAverageUnlessToldOtherwise()
    {
        var dcgan = ArchitectureRegistry.All.Find("dcgan");
        var byDefault = SmallNetwork.Of(dcgan, recipe => recipe with { Generator = recipe.Generator with { Ema = 0.99 } })[0].Network;
        var last = SmallNetwork.Of(
            dcgan, recipe => recipe with { Generator = recipe.Generator with { Ema = 0.99 } }, averaged: false)[0].Network;

        Assert.True(byDefault.IsAveraged);
        Assert.False(last.IsAveraged);
        // The statistics of the average are those of its start, as no step was taken.
        Assert.NotEqual(Statistics(byDefault), Statistics(last));
    }

    [Fact]
    public void Of_ARunThatDoesNotAverage_RefusesToAverage()
    {
        var error = Assert.Throws<UsageException>(
            () => SmallNetwork.Of(ArchitectureRegistry.All.Find("gan"), recipe => recipe, averaged: true));

        Assert.Contains("generator.ema 0", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_TheSameNetworkTwice_IsTheSame()
    {
        var sngan = ArchitectureRegistry.All.Find("sngan");

        var (one, other) = (SmallNetwork.Of(sngan)[1], SmallNetwork.Of(sngan)[1]);

        Assert.Equal(
            one.Network.Graph.Weights.SelectMany(w => w.Bytes.ToArray()), other.Network.Graph.Weights.SelectMany(w => w.Bytes.ToArray()));
    }

    [Fact]
    public void ModelCard_OfAMeasuredGenerator_SaysWhatSomebodyWithoutTheRunMustKnow()
    {
        using var folder = new TempFolder();
        var run = new RunDirectory(folder["dcgan-glyphs-s1-0123456789"]);
        var network = SmallNetwork.OfEveryArchitecture.First(n => n.Name == "dcgan generator").Network with { Run = run };
        run.WriteMetrics(new MetricFile
        {
            Step = 7,
            CheckpointHash = network.Checkpoint.Hash,
            Metrics =
            [
                new MetricRecord
                {
                    Name = "fid", Value = 12.345678, Interval = new ValueInterval(11, 14, 95, "jackknife"),
                    Protocol = new Dictionary<string, string> { ["extractor"] = "resnet18", ["samples"] = "5000" },
                },
            ],
        });

        foreach (var format in ExportFormatRegistry.All)
        {
            var card = ModelCard.Write("a" + format.Extension, format, network);

            Assert.All(
                new[]
                {
                    "# dcgan on Glyphs: generator, step 7", "N×100", "standard normal", "N×1×28×28", "[-1, 1]", "seed", "NCHW",
                    "| fid | 12.346 (95 %: 11 to 14) | extractor resnet18; samples 5000 |", $"a{format.Extension}\"", "(16, 100)",
                    "do not decide", "dcgan-glyphs-s1-0123456789",
                },
                text => Assert.Contains(text, card, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void ModelCard_OfWeightsThatWereNotMeasured_HasNoValues()
    {
        using var folder = new TempFolder();
        var run = new RunDirectory(folder["run"]);
        var network = SmallNetwork.OfEveryArchitecture[0].Network with { Run = run };
        run.WriteMetrics(new MetricFile { Step = 7, CheckpointHash = "of other weights", Metrics = [new() { Name = "fid", Value = 1 }] });

        var card = ModelCard.Write("a.onnx", ExportFormatRegistry.OfFile("a.onnx"), network);

        Assert.DoesNotContain("| fid |", card, StringComparison.Ordinal);
        Assert.Contains("ganbench evaluate run@7", card, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.ONNX", "onnx")]
    [InlineData("b.safetensors", "safetensors")]
    [InlineData("c.pt", "torchscript")]
    public void OfFile_KnownEnding_IsTheFormat(string file, string name) => Assert.Equal(name, ExportFormatRegistry.OfFile(file).Name);

    [Fact]
    public void OfFile_UnknownEnding_NamesThoseThatThereAre() =>
        Assert.Contains(".onnx or .safetensors or .pt", Assert.Throws<UsageException>(() => ExportFormatRegistry.OfFile("a.h5")).Message,
            StringComparison.Ordinal);

    private static IEnumerable<byte> Statistics(ExportedNetwork network) =>
        network.Graph.Weights.Where(w => w.Name.Contains("running_mean", StringComparison.Ordinal)).SelectMany(w => w.Bytes.ToArray());
}
