using GanBench.Datasets;
using GanBench.Metrics.Extractors;
using GanBench.Testing;
using GanBench.Tests.Training;
using Xunit.Abstractions;
using static TorchSharp.torch;

namespace GanBench.Tests.Metrics;

[Collection(GlyphsCollection.Name)]
public sealed class ClassifierExtractorTests(GlyphsFixture glyphs, ITestOutputHelper output)
{
    [Fact]
    public void Open_Glyphs_LearnsTheClasses()
    {
        output.WriteLine(FormattableString.Invariant($"accuracy {glyphs.Accuracy:F4}, {glyphs.TrainingTime.TotalSeconds:F1} s"));

        Assert.InRange(glyphs.Accuracy, 0.95, 1.0);
    }

    // A thousand steps end elsewhere with another libtorch; the accuracy above holds for all.
    [SnapshotLibtorchFact]
    public void Open_Glyphs_LearnsTheApprovedWeights() => Approver.Verify(
        FormattableString.Invariant(
            $"checksum {glyphs.Checksum}, accuracy {glyphs.Accuracy:F4}, libtorch {MetricSnapshotTests.SnapshotLibtorch}"));

    [Fact]
    public void Open_Again_LoadsTheSameWeights()
    {
        using var again = ClassifierExtractor.Open(glyphs.Train, glyphs.Test, glyphs.CacheDirectory, CPU);

        Assert.Equal(glyphs.Checksum, again.Protocol["extractorChecksum"]);
        Assert.Equal(glyphs.Accuracy, again.Accuracy);
    }

    [Fact]
    public void Extract_OtherBatchSize_GivesTheSameFeatures()
    {
        using var extractor = ClassifierExtractor.Open(glyphs.Train, glyphs.Test, glyphs.CacheDirectory, CPU);
        using var scope = NewDisposeScope();
        var images = GoldenNoise.ImageTensor(1, 10, glyphs.Train.Shape);

        var together = extractor.Extract(images);
        var alone = extractor.Extract(images.narrow(0, 3, 1));

        // Matrix products sum in another order with another batch size: float32 rounding.
        var difference = (together.Features.narrow(0, 3, 1) - alone.Features).abs().max().item<float>();
        Assert.InRange(difference, 0, 1e-4f);
        Assert.Equal(new long[] { 10, 10 }, together.Logits!.shape);
    }

    [Fact]
    public void Open_DamagedFile_TrainsAgain()
    {
        using var folder = new TempFolder();
        var path = folder["classifiers", Path.GetFileName(Directory.GetFiles(Path.Combine(glyphs.CacheDirectory, "classifiers")).Single())];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "not weights");
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        // Cancelled at the first training step: proof that it was not taken for a finished classifier.
        Assert.Throws<OperationCanceledException>(() =>
            ClassifierExtractor.Open(glyphs.Train, glyphs.Test, folder.Path, CPU, null, cancelled.Token));
    }

    [Fact]
    public void Open_Unlabelled_SaysWhatElseWorks()
    {
        using var folder = new TempFolder();
        using var shapes =
            DatasetRegistry.Open(new DatasetRequest { Name = "normal-1d", CacheDirectory = folder.Path, DataDirectory = folder.Path });

        var error = Assert.Throws<UsageException>(() => ClassifierExtractor.Open(shapes, null, folder.Path, CPU));

        Assert.Contains("--extractor resnet18 or inception", error.Message, StringComparison.Ordinal);
    }
}
