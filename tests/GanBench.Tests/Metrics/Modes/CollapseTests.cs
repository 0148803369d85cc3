using GanBench.Datasets;
using GanBench.Imaging;
using GanBench.Metrics;
using GanBench.Metrics.Extractors;
using GanBench.Metrics.Modes;
using GanBench.Metrics.Samples;
using GanBench.Random;
using GanBench.Runs;
using GanBench.Testing;
using static TorchSharp.torch;

namespace GanBench.Tests.Metrics.Modes;

/// <summary>The collapse value by its formula, and what it says of sets whose answer is known.</summary>
[Collection(GlyphsCollection.Name)]
public sealed class CollapseTests(GlyphsFixture glyphs)
{
    private const int Samples = 300;
    private const string Collapsed = "collapsed", Partly = "partly collapsed", NotLearned = "not yet learned";

    /// <summary>What is made of real images, the range of its value where it has one, and what the note says; null is any note.</summary>
    private static readonly (string Set, double? Low, double? High, string? Note)[] Expected =
    [
        ("real", 0, 0.1, ""),
        ("one image", 0.95, 1, Collapsed),
        ("one image, slight noise", 0.85, 1, Collapsed),
        ("ten images", 0.5, 0.65, Collapsed),
        ("half one image", 0.25, 0.5, Partly),
        ("blurred", 0, 0.25, ""),
        ("uniform noise", null, null, NotLearned),
        ("Gaussian noise", null, null, NotLearned),
        ("pale noise", null, null, NotLearned),
        ("grey", null, null, NotLearned),
    ];

    private static readonly CollapseSigns AsTheData = new()
    {
        Likeness = 0.2, LikenessOfData = 0.2, Different = 100, DifferentOfData = 100, Precision = 0.9, Distance = 0.6, Contrast = 1,
    };

    [Fact]
    public void Judge_AsDiverseAsTheData_IsZero()
    {
        var result = CollapseDetector.Judge(AsTheData with { Histogram = ClassHistogram.Compare([10, 10], [10, 10]) });

        Assert.Equal((0.0, CollapseVerdict.None), (result.Value, result.Verdict));
    }

    // Of a hundred different images 100^¾ = 31.6 are partial collapse, √100 = 10 are collapse.
    [Theory]
    [InlineData(33, CollapseVerdict.None)]
    [InlineData(31, CollapseVerdict.Partial)]
    [InlineData(11, CollapseVerdict.Partial)]
    [InlineData(9, CollapseVerdict.Collapsed)]
    public void Judge_FewDifferentImages_CountsInPowersOfTheData(double different, CollapseVerdict expected) =>
        Assert.Equal(expected, CollapseDetector.Judge(AsTheData with { Different = different }).Verdict);

    [Fact]
    public void Judge_Parts_AreWhatTheFormulaSays()
    {
        var result = CollapseDetector.Judge(
            AsTheData with { Likeness = 0.6, Different = 10, Histogram = ClassHistogram.Compare([10, 0, 0, 0], [5, 5, 5, 5]) });

        Assert.Equal(0.5, result.Likeness, 1e-12);
        Assert.Equal(0.5, result.Fewness, 1e-12);
        Assert.Equal(1, result.ClassLoss!.Value, 1e-12);
        Assert.Equal(1, result.Value!.Value, 1e-12);
    }

    // What a classifier does not know it puts into one class: that is no collapse.
    [Fact]
    public void Judge_OneClassOfSamplesUnlikeTheData_IsNotYetLearned()
    {
        var result = CollapseDetector.Judge(
            AsTheData with { Precision = 0.05, Likeness = 0.1, Histogram = ClassHistogram.Compare([10, 0], [5, 5]) });

        Assert.Equal((null, CollapseVerdict.NotLearned), (result.Value, result.Verdict));
    }

    // One image lies in a neighbourhood of the data or not: it is collapse unless it is far from all data, as one image of noise is.
    [Theory]
    [InlineData(1.2, 1.0, CollapseVerdict.Collapsed)]
    [InlineData(1.3, null, CollapseVerdict.NotLearned)]
    public void Judge_OneImageInNoNeighbourhood_IsCollapseUnlessItIsFarFromTheData(double distance, double? value, CollapseVerdict verdict)
    {
        var result = CollapseDetector.Judge(AsTheData with { Precision = 0, Likeness = 1, Different = 1, Distance = distance });

        Assert.Equal((value, verdict), (result.Value, result.Verdict));
    }

    // A generator with its first weights makes nearly grey images, which are alike, and near to images of little contrast.
    [Theory]
    [InlineData(0.34, 1.0, CollapseVerdict.Collapsed)]
    [InlineData(0.33, null, CollapseVerdict.NotLearned)]
    public void Judge_AlikeImagesWithoutContrast_AreNotYetLearned(double contrast, double? value, CollapseVerdict verdict)
    {
        var result = CollapseDetector.Judge(AsTheData with { Precision = 1, Likeness = 1, Different = 1, Contrast = contrast });

        Assert.Equal((value, verdict), (result.Value, result.Verdict));
    }

    [Fact]
    public void Judge_DataOfOneImage_LeavesNothingToLose() =>
        Assert.Equal(
            0, CollapseDetector.Judge(AsTheData with { LikenessOfData = 1, Likeness = 1, Different = 1, DifferentOfData = 1 }).Value);

    [Theory]
    [InlineData("classifier")]
    [InlineData("fixed")]
    public void Compute_ConstructedSetsOfGlyphs_AreCalledWhatTheyAre(string extractor) =>
        Check(glyphs.Train, glyphs.Test, extractor);

    [Fact]
    public void Compute_OneClassOfDigits_IsSeenByTheClassifierAlone()
    {
        Check(glyphs.Train, glyphs.Test, "classifier", ("one class", 0.8, 1, Collapsed));
        Check(glyphs.Train, glyphs.Test, "fixed", ("one class", 0, 0.5, null));
    }

    [Fact]
    public void Compute_ConstructedSetsOfShapes_AreCalledWhatTheyAre()
    {
        using var train = Open("shapes", DatasetRequest.Train);
        using var test = Open("shapes", DatasetRequest.Test);

        Check(train, test, "fixed");
    }

    [DataTheory("mnist", "cifar-10")]
    [InlineData("mnist")]
    [InlineData("cifar-10")]
    public void Compute_ConstructedSetsOfRealData_AreCalledWhatTheyAre(string dataset)
    {
        using var train = Open(dataset, DatasetRequest.Train, TestData.Folder);
        using var test = Open(dataset, DatasetRequest.Test, TestData.Folder);

        Check(train, test, "fixed");
        Check(train, test, "pixels");
    }

    // A hundred images in equal shares, of which the samples have ten: half of the data's diversity in powers, √100 = 10.
    [Fact]
    public void Compute_TenModesOfAHundred_IsAtTheBorderOfCollapse()
    {
        var record = Measure(
            Source(Images(glyphs.Train, 0, 10).repeat(30, 1, 1, 1)), Source(Images(glyphs.Train, 0, 100).repeat(3, 1, 1, 1)), "fixed");

        Assert.InRange(record.Value!.Value, 0.42, 0.58);
        Assert.Contains(record.Note, new[] { Partly, Collapsed });
    }

    private void Check(Dataset train, Dataset test, string extractor, params (string Set, double? Low, double? High, string? Note)[] sets)
    {
        using var reference = new DatasetSamples(train, seed: 1);
        using var held = new DatasetSamples(test, seed: 1);
        var problems = new List<string>();
        foreach (var (set, low, high, note) in sets.Length > 0 ? sets : Expected)
        {
            using var scope = NewDisposeScope();
            using var samples = Source(Make(set, held.Read(0, Samples), test));
            var record = Measure(samples, reference, extractor);
            var parts = string.Join(", ", new[] { "likeness", "different", "fewness", "classLoss", "precision", "distance", "contrast" }
                .Select(key => $"{key} {record.Protocol[key]}"));
            var isAsExpected = low is null ? record.Value is null : record.Value >= low && record.Value <= high;
            if (!isAsExpected || (note is not null && (record.Note ?? "") != note))
                problems.Add(FormattableString.Invariant($"{set}: {record.Value:F3} {record.Note} ({parts})"));
        }
        Assert.True(problems.Count == 0, $"{train.Info.Name} by {extractor}: {string.Join("; ", problems)}");
    }

    private MetricRecord Measure(ISampleSource samples, ISampleSource reference, string extractor)
    {
        using var folder = new TempFolder();
        var options = new EvaluationOptions
        {
            Metrics = ["collapse"], Samples = Samples, ReferenceSamples = Samples, CacheDirectory = folder.Path,
            // Which extractor knows the data's classes is said by its name.
            Extractor = extractor == "classifier" ? ClassifierExtractor.ExtractorName : "inception",
        };
        return Assert.Single(Evaluator.Evaluate(samples, reference, options, new(() => Extractor(extractor, reference.Shape!.Value))));
    }

    private static Tensor Make(string set, Tensor images, Dataset test)
    {
        var pixels = images.to(float32);
        Tensor Noise(string name) => Random(images.shape, name);
        return set switch
        {
            "real" => pixels,
            "one image" => pixels.narrow(0, 0, 1).expand(images.shape),
            "one image, slight noise" => pixels.narrow(0, 0, 1).expand(images.shape) + (Noise("slight") * 4),
            "ten images" => pixels.narrow(0, 0, 10).repeat(Samples / 10, 1, 1, 1),
            "half one image" => cat([pixels.narrow(0, 0, 1).expand(Samples / 2, -1, -1, -1), pixels.narrow(0, 0, Samples / 2)], 0)
                .index_select(0, new RandomStream(1, "order", 0).Permutation(Samples).Select(i => (long)i).ToArray()),
            "blurred" => nn.functional.avg_pool2d(pixels, 5, 1, 2, count_include_pad: false),
            "uniform noise" => (Noise("uniform").div(Math.Sqrt(2)).erf() + 1) * 127.5,
            "Gaussian noise" => (Noise("normal") * 64) + 127.5,
            "pale noise" => (Noise("normal") * 12) + 127.5,
            "grey" => full_like(pixels, 128),
            "one class" => OfOneClass(test),
            _ => throw new ArgumentOutOfRangeException(nameof(set), set, null),
        };
    }

    private static Tensor OfOneClass(Dataset test)
    {
        var labels = test.Labels.ToArray();
        int[] chosen = [.. Enumerable.Range(0, test.Count).Where(i => labels[i] == 3)];
        return ((test.Gather([.. Enumerable.Range(0, Samples).Select(i => chosen[i % chosen.Length])]) * 127.5) + 127.5).round();
    }

    private static Tensor Random(long[] shape, string name)
    {
        var values = new float[shape.Aggregate(1L, (a, b) => a * b)];
        new RandomStream(1, name, 0).FillNormal(values);
        return tensor(values, shape);
    }

    private static Tensor Images(Dataset data, int first, int count)
    {
        using var source = new DatasetSamples(data, seed: 1);
        return source.Read(first, count);
    }

    // Evaluation reads whole batches and no more than there are.
    private static GeneratorSamples Source(Tensor bytes)
    {
        var rounded = bytes.to(float32).clamp(0, 255).round().DetachFromDisposeScope();
        var shape = new SampleShape((int)rounded.shape[1], (int)rounded.shape[2], (int)rounded.shape[3]);
        return new GeneratorSamples("set", null, shape, (first, count) => (rounded.narrow(0, first, count) - 127.5f) / 127.5f)
        {
            Owned = rounded,
        };
    }

    private IFeatureExtractor Extractor(string name, SampleShape shape) => name switch
    {
        "classifier" => ClassifierExtractor.Open(glyphs.Train, glyphs.Test, glyphs.CacheDirectory, CPU),
        "fixed" => new FixedExtractor(shape),
        _ => new PixelExtractor(shape),
    };

    private Dataset Open(string name, string split, string? data = null) => DatasetRegistry.Open(
        new DatasetRequest
        {
            Name = name, Split = split, DataDirectory = data ?? glyphs.CacheDirectory, CacheDirectory = glyphs.CacheDirectory,
            Offline = true,
        });

    private sealed class PixelExtractor(SampleShape shape) : IFeatureExtractor
    {
        public string Name => "pixels";

        public int Dimension => shape.Length;

        public IReadOnlyDictionary<string, string> Protocol { get; } = new Dictionary<string, string> { ["extractor"] = "pixels" };

        public ExtractedBatch Extract(Tensor images) => new(images.flatten(1).to(float32), null);

        public void Dispose()
        {
        }
    }
}
