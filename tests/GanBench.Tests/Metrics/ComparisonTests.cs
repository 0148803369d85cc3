using GanBench.Configuration;
using GanBench.Imaging;
using GanBench.Metrics;
using GanBench.Metrics.Fid;
using GanBench.Metrics.Neighbours;
using GanBench.Metrics.Numpy;
using GanBench.Metrics.Samples;
using GanBench.Testing;
using static TorchSharp.torch;

namespace GanBench.Tests.Metrics;

[Collection(GlyphsCollection.Name)]
public sealed class ComparisonTests(GlyphsFixture glyphs)
{
    [Fact]
    public void Compare_TwoSplits_GivesEveryMetricButTheDiscriminators()
    {
        var options = glyphs.Options with
        {
            Samples = 300, ReferenceSamples = 2000, MetricOptions = OwnOptions.Of([("kid.subsets", "5"), ("kid.subsetSize", "100")]),
            Metrics = [.. MetricRegistry.All.Names],
        };

        var result = new Comparison(options, CPU).Compare("dataset:glyphs/test", "dataset:glyphs/train");

        Assert.All(result.Metrics.Where(
            r => !r.Name.StartsWith("discriminator", StringComparison.Ordinal) && !r.Name.EndsWith("-estimate", StringComparison.Ordinal)
            && r.Name != "inception-score"),
            r => Assert.True(r.Value is not null, $"{r.Name}: {r.Note}"));
        Assert.Contains(
            "needs --extractor inception", result.Metrics.Single(m => m.Name == "inception-score").Note, StringComparison.Ordinal);
        Assert.InRange(Value(result, "collapse"), 0, 0.25);
        Assert.InRange(Value(result, "classifier-score"), 7, 10);
        // 150 pairs of strokes on black, whose similarity is anything from 0 to 0.9: the mean's standard error is about 0.02.
        Assert.Equal(Value(result, "ms-ssim-real"), Value(result, "ms-ssim"), 0.08);
        Assert.InRange(Value(result, "memorised-pixel"), 0, 0.1);
        Assert.True(Value(result, "swd") < 3 * Value(result, "swd-real"), $"{Value(result, "swd")} against {Value(result, "swd-real")}");
    }

    [Fact]
    public void Compare_FolderOfPictures_EqualsTheirDataset()
    {
        using var folder = new TempFolder();
        using var samples = new DatasetSamples(glyphs.Test, seed: 0);
        using var images = samples.Read(0, 60);
        var bytes = images.data<byte>().ToArray();
        for (var i = 0; i < 60; i++)
            PngWriter.Save(folder[$"{i:D3}.png"], RasterImage.FromPlanes(28, 28, 1, bytes.AsSpan(i * 784, 784)));
        var options = glyphs.Options with { Samples = 60, ReferenceSamples = 2000 };

        var byFolder = new Comparison(options, CPU).Compare(folder.Path, "dataset:glyphs/train");
        var byDataset = new Comparison(options, CPU).Compare("dataset:glyphs/test", "dataset:glyphs/train");

        // The same 60 images in another order: equal up to rounding.
        MetricsGolden.AssertRelative(Value(byDataset, "fid"), Value(byFolder, "fid"), 1e-6);
    }

    [Fact]
    public void Compare_SavedStatistics_EqualsTheImages()
    {
        using var folder = new TempFolder();
        var options = glyphs.Options with { Samples = 500, ReferenceSamples = 1000 };
        var comparison = new Comparison(options, CPU);
        comparison.WriteStatistics("dataset:glyphs/train", folder["train.npz"]);

        var fromFile = comparison.Compare("dataset:glyphs/test", folder["train.npz"]);
        var fromImages = comparison.Compare("dataset:glyphs/test", "dataset:glyphs/train");

        Assert.Equal(Value(fromImages, "fid"), Value(fromFile, "fid"));
        Assert.Equal(glyphs.Checksum, fromFile.Metrics[0].Protocol["extractorChecksum"]);
    }

    [Fact]
    public void Compare_StatisticsForAMetricOfImages_SaysWhatIsMissing()
    {
        using var folder = new TempFolder();
        StatisticsFile.Save(folder["a.npz"], FrechetDistanceTests.Statistics(1, 50, 8), new Dictionary<string, string>());

        var result = new Comparison(glyphs.Options with { Metrics = ["fid", "swd", "kid"] }, CPU).Compare(folder["a.npz"], folder["a.npz"]);

        Assert.Equal(0, Value(result, "fid"));
        Assert.StartsWith("within rounding of 0", result.Metrics[0].Note, StringComparison.Ordinal);
        Assert.Contains("needs images", result.Metrics.Single(m => m.Name == "swd").Note, StringComparison.Ordinal);
        Assert.Contains("needs features", result.Metrics.Single(m => m.Name == "kid").Note, StringComparison.Ordinal);
        Assert.Contains("does not say", result.Metrics[0].Protocol["unstated"], StringComparison.Ordinal);
    }

    // Both have eigenvalues −1 and 1, one of them on its diagonal.
    [Theory]
    [InlineData(new double[] { -1, 0, 0, 1 }, "variance of feature 0 is -1")]
    [InlineData(new double[] { 0, 1, 1, 0 }, "smallest eigenvalue is -1, its largest 1")]
    public void Compare_StatisticsThatAreNoCovariance_NamesTheFile(double[] sigma, string reason)
    {
        using var folder = new TempFolder();
        StatisticsFile.Save(folder["good.npz"], new FeatureStatistics(null, [0, 0], [2, 1, 1, 2]), new Dictionary<string, string>());
        StatisticsFile.Save(folder["bad.npz"], new FeatureStatistics(null, [0, 0], sigma), new Dictionary<string, string>());
        var comparison = new Comparison(glyphs.Options, CPU);

        foreach (var (samples, reference) in new[] { ("good.npz", "bad.npz"), ("bad.npz", "good.npz") })
        {
            var error = Assert.Throws<DataException>(() => comparison.Compare(folder[samples], folder[reference]));
            Assert.Contains("bad.npz: sigma is no covariance", error.Message, StringComparison.Ordinal);
            Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        }
    }

    // float32 is what features are made in where a protocol says nothing.
    [Fact]
    public void Compare_StatisticsInBFloat16AndFloat32_IsRefused()
    {
        using var folder = new TempFolder();
        var protocol = new Dictionary<string, string> { ["extractor"] = "resnet18", ["extractorChecksum"] = "e255" };
        StatisticsFile.Save(folder["exact.npz"], FrechetDistanceTests.Statistics(1, 50, 8), protocol);
        protocol["precision"] = "bfloat16";
        StatisticsFile.Save(folder["half.npz"], FrechetDistanceTests.Statistics(1, 50, 8), protocol);

        var error = Assert.Throws<DataException>(
            () => new Comparison(glyphs.Options, CPU).Compare(folder["half.npz"], folder["exact.npz"]));

        Assert.Contains("precision differs (bfloat16 and float32)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_StatisticsOfAnotherProtocol_IsRefused()
    {
        using var folder = new TempFolder();
        foreach (var resize in new[] { "tf1", "clean" })
        {
            StatisticsFile.Save(folder[resize + ".npz"], FrechetDistanceTests.Statistics(1, 50, 8),
                new Dictionary<string, string> { ["extractor"] = "inception", ["resize"] = resize });
        }

        var error = Assert.Throws<DataException>(() => new Comparison(glyphs.Options, CPU).Compare(folder["tf1.npz"], folder["clean.npz"]));

        Assert.Contains("resize differs (tf1 and clean)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_PrecomputedFeatures_GivesMetricsOfFeatures()
    {
        using var folder = new TempFolder();
        foreach (var (name, seed) in new[] { ("a", 1u), ("b", 2u) })
        {
            using var features = GoldenNoise.Features(seed, 100, 8);
            using var file = File.Create(folder[name + ".npy"]);
            NpyFormat.Write(file, new NpyArray([100, 8], features.data<double>().ToArray()));
        }
        var options = glyphs.Options with
        {
            Metrics = ["fid", "kid", "prdc"], MetricOptions = OwnOptions.Of([("kid.subsets", "3"), ("kid.subsetSize", "50")]),
        };

        var result = new Comparison(options, CPU).Compare(folder["a.npy"], folder["b.npy"]);

        MetricsGolden.AssertRelative(
            FrechetDistance.Compute(FrechetDistanceTests.Statistics(1, 100, 8), FrechetDistanceTests.Statistics(2, 100, 8)).Value, Value(
                result, "fid"), 1e-9);
        Assert.Equal("precomputed", result.Metrics[0].Protocol["extractor"]);
        Assert.InRange(Value(result, "coverage"), 0.8, 1);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("dataset:glyphs/train/more")]
    public void Compare_NameNotUnderstood_SaysWhatIs(string name)
    {
        var error = Assert.Throws<UsageException>(() => new Comparison(glyphs.Options, CPU).Compare(name, "dataset:glyphs/train"));

        Assert.Contains("dataset:NAME/SPLIT", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_EmptyFolder_SaysSo()
    {
        using var folder = new TempFolder();

        Assert.Throws<DataException>(() => new Comparison(glyphs.Options, CPU).Compare(folder.Path, "dataset:glyphs/train"));
    }

    [Fact]
    public void Compare_OtherImageSize_SaysBothSizes()
    {
        var error = Assert.Throws<DataException>(
            () => new Comparison(glyphs.Options, CPU).Compare("dataset:shapes/test", "dataset:glyphs/train"));

        Assert.Contains("3×64×64", error.Message, StringComparison.Ordinal);
        Assert.Contains("1×28×28", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_ImagesOfTwoSizes_OnlyMetricsOfImagesHaveNoValue()
    {
        var result = new Comparison(glyphs.Options with { Metrics = ["swd"] }, CPU).Compare("dataset:shapes/test", "dataset:glyphs/test");

        Assert.All(result.Metrics, m => Assert.Equal(
            "needs images of one size and kind (found 3×64×64 in dataset:shapes/test, 1×28×28 in dataset:glyphs/test); "
            + "--image-size N brings all to one size", m.Note));
    }

    [Fact]
    public void Compare_PicturesOfSeveralSizes_SayWhatWasFound()
    {
        using var folder = new TempFolder();
        for (var i = 2; i < 8; i++)
            PngWriter.Save(folder[$"{i}.png"], new RasterImage(i, 3, 1));
        folder.Write("notes.txt", "not a picture");

        var result = new Comparison(glyphs.Options with { Metrics = ["swd"] }, CPU).Compare("folder:" + folder.Path, folder.Path);

        Assert.Equal(("folder:" + folder.Path, "folder:" + folder.Path), (result.Samples, result.Reference));
        Assert.Equal(
            $"needs images of one size and kind (found 6 shapes from 1×3×2 to 1×3×7 in folder:{folder.Path}); "
            + "--image-size N brings all to one size", result.Metrics[0].Note);
        Assert.Equal([$"folder:{folder.Path}: 1 file that is no picture left out (notes.txt)"], result.Notes);
    }

    [Fact]
    public void Compare_ZipArchive_EqualsItsFolder_AndOptionsOfPicturesAreObeyed()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder["set", "more"]);
        var noise = GoldenNoise.Normal(3, 40 * 256);
        for (var i = 0; i < 40; i++)
        {
            byte[] pixels = [.. noise.Skip(i * 256).Take(256).Select(v => (byte)(128 + Math.Clamp(v * 40, -128, 127)))];
            PngWriter.Save(folder["set", i < 20 ? $"{i}.png" : $"more/{i}.png"], new RasterImage(16, 16, 1, pixels));
        }
        System.IO.Compression.ZipFile.CreateFromDirectory(folder["set"], folder["set.zip"]);
        var options = glyphs.Options with { Metrics = ["swd"] };
        var itself = options with { Pictures = new PictureOptions { Recursive = false } };

        var byZip = new Comparison(options, CPU).Compare(folder["set.zip"], folder["set"]);
        var byItself = new Comparison(itself, CPU).Compare(folder["set.zip"], folder["set"]);

        Assert.Equal("zip:" + folder["set.zip"], byZip.Samples);
        Assert.Equal(0, Value(byZip, "swd"), 1e-9);
        Assert.Equal(("40", "20"), (byZip.Metrics[0].Protocol["samples"], byItself.Metrics[0].Protocol["samples"]));
    }

    [Fact]
    public void Compare_FolderOfClasses_CanTrainTheClassifier()
    {
        using var folder = new TempFolder();
        foreach (var (name, shade) in new[] { ("dark", 40), ("light", 200) })
        {
            Directory.CreateDirectory(folder[name]);
            for (var i = 0; i < 6; i++)
                PngWriter.Save(folder[name, $"{i}.png"], new RasterImage(8, 8, 1, [.. Enumerable.Repeat((byte)(shade + i), 64)]));
        }
        var options = glyphs.Options with { ClassifierDataset = null, CacheDirectory = folder["cache"] };

        var result = new Comparison(options, CPU).Compare(folder.Path, "folder:" + folder.Path);

        Assert.Equal(0, Value(result, "fid"), 1e-6);
        Assert.Equal($"folder:{folder.Path}/train", result.Metrics[0].Protocol["extractorDataset"]);
    }

    [Fact]
    public void NeighbourFigure_CopyOfATrainingImage_FindsItAtDistanceZero()
    {
        using var folder = new TempFolder();
        using var reference = new DatasetSamples(glyphs.Test, seed: 3);
        using var copies = new GeneratorSamples("copies", null, glyphs.Test.Shape, (first, count) =>
        {
            using var bytes = reference.Read(40 + (int)first, count);
            return Quantization.ToUnit(bytes);
        }, batch: 4);

        var table = NeighbourFigure.Save(folder["figure.png"], copies, reference, rows: 4, neighbours: 3);

        Assert.Equal([40, 41, 42, 43], table.Select(r => r.Reference[0]));
        Assert.All(table, r => Assert.Equal(0, r.Distance[0]));
        var sheet = ImageFile.Load(folder["figure.png"]);
        Assert.Equal((2 + (4 * 30), 2 + (4 * 30)), (sheet.Width, sheet.Height));
    }

    private static double Value(ComparisonResult result, string name)
    {
        var record = result.Metrics.Single(m => m.Name == name);
        return record.Value ?? throw new InvalidOperationException($"{name}: {record.Note}");
    }
}
