using System.Collections.Concurrent;
using GanBench.Datasets;
using GanBench.Imaging;
using GanBench.Metrics;
using GanBench.Metrics.Extractors;
using GanBench.Testing;
using static TorchSharp.torch;

namespace GanBench.Tests.Metrics;

/// <summary>Caches save time and no value. Below a regular file nothing can be made, not even by root.</summary>
public sealed class UnusableCacheTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly string _blocked;

    public UnusableCacheTests()
    {
        _blocked = _folder.Write("file", "no folder");
        OptionalCache.Unusable += _lines.Enqueue;
    }

    public void Dispose()
    {
        OptionalCache.Unusable -= _lines.Enqueue;
        _folder.Dispose();
    }

    [Fact]
    public void Open_ClassifierThatCannotBeKept_IsTrainedAndUsed()
    {
        for (var i = 0; i < 16; i++)
        {
            var picture = new RasterImage(28, 28, 1);
            picture.Pixels.AsSpan().Fill((byte)((i % 2 * 200) + i));
            PngWriter.Save(_folder["pictures", i % 2 == 0 ? "dark" : "light", $"{i}.png"], picture);
        }
        using var data = DatasetRegistry.Open(
            new DatasetRequest { Name = "folder:" + _folder["pictures"], CacheDirectory = _folder["cache"] });

        using var extractor = ClassifierExtractor.Open(data, null, _blocked, CPU);

        Assert.InRange(extractor.Accuracy, 0, 1);
        AssertToldOnce();
    }

    [Fact]
    public void Save_FeaturesThatCannotBeKept_SaysSoOnceAndGoesOn()
    {
        using var features = zeros(4, 3);
        var cache = new FeatureCache(_blocked);
        Dictionary<string, string> protocol = new() { ["a"] = "b" };

        cache.Save(protocol, new CachedFeatures(null, features, null));
        cache.Save(protocol, new CachedFeatures(null, features, null));

        Assert.Null(cache.Load(protocol, withFeatures: true).Features);
        AssertToldOnce();
    }

    private void AssertToldOnce()
    {
        var line = Assert.Single(_lines, line => line.Contains(_blocked, StringComparison.Ordinal));
        Assert.StartsWith($"going on without the cache {_blocked}, so the same work is done again next time: ", line);
        Assert.EndsWith("Set GANBENCH_CACHE_DIR to a folder with space.", line);
    }
}
