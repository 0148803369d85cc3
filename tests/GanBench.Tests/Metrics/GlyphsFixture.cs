using GanBench.Datasets;
using GanBench.Metrics;
using GanBench.Metrics.Extractors;
using GanBench.Testing;
using static TorchSharp.torch;

namespace GanBench.Tests.Metrics;

/// <summary>Glyphs and their classifier, decoded and trained once for all tests of the collection.</summary>
public sealed class GlyphsFixture : IDisposable
{
    private readonly TempFolder _cache = new();

    public GlyphsFixture()
    {
        Train = Open(DatasetRequest.Train);
        Test = Open(DatasetRequest.Test);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        using var extractor = ClassifierExtractor.Open(Train, Test, CacheDirectory, CPU);
        (Accuracy, TrainingTime, Checksum) = (extractor.Accuracy, watch.Elapsed, extractor.Protocol["extractorChecksum"]);
    }

    public Dataset Train { get; }

    public Dataset Test { get; }

    public double Accuracy { get; }

    public TimeSpan TrainingTime { get; }

    public string Checksum { get; }

    public string CacheDirectory => _cache.Path;

    public EvaluationOptions Options => new()
    {
        Samples = 1000, Extractor = ClassifierExtractor.ExtractorName, CacheDirectory = CacheDirectory, DataDirectory = CacheDirectory,
        Offline = true,
    };

    public void Dispose()
    {
        Train.Dispose();
        Test.Dispose();
        _cache.Dispose();
    }

    private Dataset Open(string split) => DatasetRegistry.Open(
        new DatasetRequest { Name = "glyphs", Split = split, CacheDirectory = CacheDirectory, DataDirectory = CacheDirectory,
            Offline = true });
}

[CollectionDefinition(Name)]
public sealed class GlyphsCollection : ICollectionFixture<GlyphsFixture>
{
    public const string Name = "glyphs with their classifier";
}
