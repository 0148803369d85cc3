using GanBench.Datasets;
using GanBench.Imaging;
using GanBench.Metrics;
using GanBench.Metrics.Neighbours;
using GanBench.Metrics.Samples;
using GanBench.Runs;
using GanBench.Testing;
using static TorchSharp.torch;

namespace GanBench.Tests.Metrics.Neighbours;

/// <summary>Copies of training images, where half of these have exact twins, as the boxes of NLVR have.</summary>
[Collection(GlyphsCollection.Name)]
public sealed class CopySearchTests(GlyphsFixture glyphs)
{
    private const int Different = 1000, Measured = 600;

    [Fact]
    public void Places_EqualImages_AreKeptOnce()
    {
        var distinct = new DistinctImages();
        using var images = tensor(new byte[] { 1, 2, 3, 4, 1, 2, 5, 6 }, [4, 1, 1, 2], dtype: uint8);

        using var first = distinct.Places(images);
        using var again = distinct.Places(images);

        Assert.Equal([0L, 1, 3], first.data<long>().ToArray());
        Assert.Equal(0, again.shape[0]);
        Assert.Equal(3, distinct.Count);
    }

    // Images of one pixel: 0, 0, 10, 10, 20, 20, … Every image's nearest different one is at 10.
    [Fact]
    public void ByPixels_Twins_AreNoNeighbours()
    {
        using var images = tensor(Enumerable.Range(0, 20).SelectMany(i => new[] { (byte)(10 * i), (byte)(10 * i) }).ToArray(),
            [40, 1, 1, 1], dtype: uint8);
        using var samples = tensor(new byte[] { 0, 3, 57, 198 }, [4, 1, 1, 1], dtype: uint8);
        using var data = new TensorSampleSet(images, count: 8);

        var result = CopySearch.ByPixels(samples, data, 8)!;

        // 198 is 8 from 190, which stands behind the 8 images that are measured.
        Assert.Equal([0, 3, 3, 8], result.Nearest);
        Assert.Equal([10, 10, 10, 10], result.OfData);
        Assert.Equal((20, 20, 10), (result.Searched, result.Duplicates, result.Threshold));
        Assert.Equal(1, result.Memorised);
    }

    [Fact]
    public void Compute_CopiesOfTrainingImagesWithTwins_AreFound()
    {
        // Of 1,000 images twice, the first 300 are measured: these are behind them.
        using var copies = Source(Images(glyphs.Train, 400, Measured));

        var records = Measure(copies);

        Assert.Equal(1, records["memorised-pixel"].Value);
        Assert.Equal(0, records["nearest-pixel"].Value);
        Assert.True(records["nearest-pixel-real"].Value > 10);
        var protocol = records["memorised-pixel"].Protocol;
        Assert.Equal(("2000", "1000", "600"), (protocol["referenceCount"], protocol["duplicatesRemoved"], protocol["examined"]));
        Assert.Equal(("600", "2000"), (records["memorised-feature"].Protocol["referenceCount"], protocol["referenceAll"]));
    }

    [Fact]
    public void Compute_MeasuredTrainingImages_AreCopiesByFeaturesToo()
    {
        using var copies = Source(Images(glyphs.Train, 0, Measured / 2).repeat(2, 1, 1, 1));

        var records = Measure(copies);

        Assert.Equal((1, 1), (records["memorised-pixel"].Value, records["memorised-feature"].Value));
    }

    [Fact]
    public void Compute_UnseenImages_AreNoCopies()
    {
        using var unseen = Source(Images(glyphs.Test, 0, Measured));

        var records = Measure(unseen);

        Assert.InRange(records["memorised-pixel"].Value!.Value, 0, 0.05);
        Assert.InRange(records["memorised-feature"].Value!.Value, 0, 0.05);
    }

    [Fact]
    public void Compute_OneTrainingImageManyTimes_HasNoValueAndSaysWhy()
    {
        using var samples = Source(Images(glyphs.Test, 0, Measured));
        using var one = Source(Images(glyphs.Train, 0, 1).repeat(Measured, 1, 1, 1));

        var records = Measure(samples, one);

        Assert.All(records.Values, r => Assert.Equal((null, "needs at least 3 different reference images"), (r.Value, r.Note)));
    }

    // Every image of the training set twice, the second time in front of the first of the next.
    private Dictionary<string, MetricRecord> Measure(ISampleSource samples, ISampleSource? training = null)
    {
        using var twins = training ?? Source(Images(glyphs.Train, 0, Different).repeat_interleave(2, 0), 2 * Different);
        using var folder = new TempFolder();
        var options = new EvaluationOptions
        {
            Metrics = ["neighbours"], Extractor = "classifier", Samples = Measured, ReferenceSamples = Measured,
            CacheDirectory = folder.Path,
        };
        return Evaluator.Evaluate(samples, twins, options, new(() => new FixedExtractor(samples.Shape!.Value))).ToDictionary(r => r.Name);
    }

    private static Tensor Images(Dataset data, int first, int count)
    {
        using var source = new DatasetSamples(data, seed: 1);
        return source.Read(first, count);
    }

    private static TensorSource Source(Tensor images, int? count = null) => new(images, count);

    private sealed class TensorSource(Tensor images, int? count) : ISampleSource
    {
        public string Name => "images";

        public string? ContentHash => null;

        public SampleShape? Shape => new((int)images.shape[1], (int)images.shape[2], (int)images.shape[3]);

        public int? Count => count ?? (int)images.shape[0];

        public Tensor Read(int first, int size) => images.narrow(0, first, size).clone();

        public void Dispose() => images.Dispose();
    }

    /// <summary>Images of which the first are measured.</summary>
    private sealed class TensorSampleSet(Tensor images, int count) : SampleSet
    {
        public override string Name => "images";

        public override MetricNeeds Offers => MetricNeeds.Images;

        public override int StatisticsCount => count;

        public override int Count => count;

        public override int ImageCount => (int)images.shape[0];

        public override IReadOnlyDictionary<string, string> FeatureProtocol { get; } = new Dictionary<string, string>();

        public override GanBench.Metrics.Fid.FeatureStatistics Statistics => throw new NotSupportedException();

        public override Tensor Images(int count) => ReadImages(0, count);

        public override Tensor ReadImages(int first, int count) => images.narrow(0, first, count).clone();

        public override void Dispose()
        {
        }
    }
}
