using GanBench.Configuration;
using GanBench.Metrics;
using GanBench.Metrics.Extractors;
using GanBench.Metrics.Samples;
using GanBench.Runs;
using GanBench.Random;
using static TorchSharp.torch;

namespace GanBench.Tests.Metrics;

[Collection(GlyphsCollection.Name)]
public sealed class EvaluatorTests(GlyphsFixture glyphs)
{
    [Fact]
    public void Evaluate_HeldOutImages_AreCloseToTheTrainingSet()
    {
        using var held = new DatasetSamples(glyphs.Test, seed: 1);

        var records = Evaluate(held, glyphs.Options with
        {
            Metrics = ["fid", "kid", "prdc", "modes"], MetricOptions = OwnOptions.Of([("kid.subsets", "5"), ("kid.subsetSize", "200")]),
        });

        Assert.InRange(Value(records, "fid"), 0, 20);
        Assert.InRange(Value(records, "kid"), -2 * Deviation(records, "kid"), 2 * Deviation(records, "kid"));
        Assert.InRange(Value(records, "precision"), 0.8, 1);
        Assert.InRange(Value(records, "recall"), 0.8, 1);
        Assert.InRange(Value(records, "coverage"), 0.85, 1);
        Assert.Equal(10, Value(records, "modes-covered"));
        Assert.InRange(Value(records, "class-kl"), 0, 0.05);
    }

    [Fact]
    public void Evaluate_Noise_IsFarFromTheTrainingSet()
    {
        using var noise = Noise("noise", null);
        using var held = new DatasetSamples(glyphs.Test, seed: 1);

        var ofNoise = Value(Evaluate(noise, glyphs.Options), "fid");
        var ofHeld = Value(Evaluate(held, glyphs.Options), "fid");

        Assert.True(ofNoise > 10 * ofHeld, $"{ofNoise} against {ofHeld}");
    }

    [Fact]
    public void Evaluate_Again_ReusesFeaturesFromTheCache()
    {
        using var noise = Noise("noise", "content-of-noise");
        var options = glyphs.Options with { Samples = 300 };
        var first = Evaluate(noise, options);
        using var unreadable = new GeneratorSamples(
            "noise", "content-of-noise", glyphs.Train.Shape, (_, _) => throw new InvalidOperationException("read again"));

        var second = Evaluate(unreadable, options with { Metrics = ["fid", "prdc"] });

        Assert.Equal(Value(first, "fid"), Value(second, "fid"));
    }

    // A classifier that is not there yet is trained when it is opened, which needs gradients; samples without a hash ask for it last.
    [Fact]
    public void Evaluate_SamplesWithoutAHash_OpensTheExtractorWhereGradientsAreOn()
    {
        using var noise = Noise("noise", null);
        using var reference = Noise("reference", null);
        bool? gradients = null;
        var extractor = new Lazy<IFeatureExtractor>(() =>
        {
            gradients = is_grad_enabled();
            return new FixedExtractor(glyphs.Train.Shape);
        });

        Evaluator.Evaluate(
            noise, reference, glyphs.Options with { Samples = 50, ReferenceSamples = 50, Metrics = ["fid"] }, extractor);

        Assert.True(gradients);
    }

    [Fact]
    public void Evaluate_FewSamples_SaysSoInTheRecord()
    {
        using var noise = Noise("noise", null);

        var record = Evaluate(noise, glyphs.Options with { Samples = 50, Metrics = ["fid", "kid"] });

        Assert.Contains("from 50 samples", record[0].Note, StringComparison.Ordinal);
        Assert.NotNull(record[1].Value);
    }

    [Fact]
    public void Evaluate_Record_CarriesTheWholeProtocol()
    {
        using var noise = Noise("noise", null);

        var protocol = Evaluate(noise, glyphs.Options with { Samples = 50 })[0].Protocol;

        Assert.Equal("classifier", protocol["extractor"]);
        Assert.Equal(glyphs.Checksum, protocol["extractorChecksum"]);
        Assert.Equal("50", protocol["samples"]);
        Assert.Equal("dataset:glyphs/train", protocol["reference"]);
        Assert.Equal(glyphs.Train.Count.ToString(System.Globalization.CultureInfo.InvariantCulture), protocol["referenceCount"]);
        Assert.Equal("100", protocol["batch"]);
        Assert.Equal("uint8, rounded", protocol["quantization"]);
        Assert.Contains("on test", protocol["extractorAccuracy"], StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_UnknownMetric_NamesTheNearest()
    {
        using var noise = Noise("noise", null);

        var error = Assert.Throws<UsageException>(() => Evaluate(noise, glyphs.Options with { Metrics = ["fd"] }));

        Assert.Contains("fid", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_UnknownExtractor_NamesTheKnown()
    {
        using var noise = Noise("noise", null);

        var error = Assert.Throws<UsageException>(() => Evaluate(noise, glyphs.Options with { Extractor = "inceptoin" }));

        Assert.Contains("inception", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_InceptionWithoutWeights_SaysHowToGetThemAndWhatElseWorks()
    {
        using var noise = Noise("noise", null);

        var error = Assert.Throws<DataException>(() => Evaluate(noise, glyphs.Options with { Extractor = "inception" }));

        Assert.Contains(InceptionWeights.Url, error.Message, StringComparison.Ordinal);
        Assert.Contains("--extractor resnet18", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_ImpossibleOptions_ReportsAllProblems()
    {
        using var noise = Noise("noise", null);

        var error = Assert.Throws<UsageException>(() => Evaluate(noise, glyphs.Options with { Samples = 1, Batch = 0 }));

        Assert.Contains("samples must be 0 (all) or at least 2 (was 1)", error.Message, StringComparison.Ordinal);
        Assert.Contains("batch must be at least 1 (was 0)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_GeneratorGivesNaN_Fails()
    {
        using var broken = new GeneratorSamples("broken", null, glyphs.Train.Shape, (_, count) => full([count, 1, 28, 28], float.NaN));

        Assert.Throws<RunFailedException>(() => Evaluate(broken, glyphs.Options));
    }

    private IReadOnlyList<MetricRecord> Evaluate(ISampleSource source, EvaluationOptions options) =>
        Evaluator.Evaluate(source, glyphs.Train, options, CPU);

    private GeneratorSamples Noise(string name, string? hash) => new(name, hash, glyphs.Train.Shape, (first, count) =>
    {
        var values = new float[count * glyphs.Train.Shape.Length];
        new RandomStream(7, "noise", first).FillUniform(values);
        using var zeroToOne = tensor(values, [count, 1, 28, 28]);
        return (zeroToOne * 2) - 1;
    });

    private static double Deviation(IReadOnlyList<MetricRecord> records, string name) =>
        records.Single(r => r.Name == name).StandardDeviation ?? throw new InvalidOperationException(name);

    private static double Value(IReadOnlyList<MetricRecord> records, string name) =>
        records.Single(r => r.Name == name).Value
            ?? throw new InvalidOperationException($"{name}: {records.Single(r => r.Name == name).Note}");
}
