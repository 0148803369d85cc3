using System.Collections.Concurrent;
using GanBench.Datasets;
using GanBench.Testing;

namespace GanBench.Tests.Datasets;

public sealed class DatasetCacheTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_DamagedCache_IsMadeAgain()
    {
        string hash;
        using (var dataset = Open())
            hash = dataset.ContentHash;
        var file = CacheFile();
        var bytes = File.ReadAllBytes(file);
        bytes[^5000] ^= 1;
        File.WriteAllBytes(file, bytes);

        using var again = Open();

        Assert.Equal(hash, again.ContentHash);
        Assert.True(again.VerifyContent());
    }

    [Fact]
    public void Open_TouchedButIntactCache_IsKept()
    {
        Open().Dispose();
        var file = CacheFile();
        var touched = new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(file, touched);

        Open().Dispose();

        Assert.Equal(touched, File.GetLastWriteTimeUtc(file));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(100)]
    [InlineData(5000)]
    public void Open_TruncatedCache_IsMadeAgain(int length)
    {
        Open().Dispose();
        var file = CacheFile();
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..length]);

        using var again = Open();

        Assert.True(again.VerifyContent());
        Assert.Equal(10_000, again.Count);
    }

    [Fact]
    public void Open_Cancelled_LeavesNoFile()
    {
        Assert.ThrowsAny<OperationCanceledException>(() => DatasetRegistry.Open(
            new DatasetRequest { Name = "glyphs", CacheDirectory = _folder.Path }, null, new CancellationToken(true)));
        Assert.Empty(Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Open_CacheThatCannotBeWritten_GoesOnAndSaysSoOnce()
    {
        var blocked = _folder.Write("blocked", "a file where a folder is needed");
        var lines = new ConcurrentQueue<string>();
        OptionalCache.Unusable += lines.Enqueue;
        try
        {
            using var first = DatasetRegistry.Open(new DatasetRequest { Name = "normal-1d", Split = "test", CacheDirectory = blocked });
            using var second = DatasetRegistry.Open(new DatasetRequest { Name = "normal-1d", Split = "test", CacheDirectory = blocked });
            using var cached = Open();

            Assert.Equal(cached.ContentHash, first.ContentHash);
            Assert.True(first.VerifyContent());
            Assert.Equal(cached.GetValues(9_999).ToArray(), second.GetValues(9_999).ToArray());
        }
        finally
        {
            OptionalCache.Unusable -= lines.Enqueue;
        }
        var line = Assert.Single(lines, line => line.Contains(blocked, StringComparison.Ordinal));
        Assert.Contains("GANBENCH_CACHE_DIR", line, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.GetTempPath(), ".ganbench-dataset.*"));
    }

    private Dataset Open() =>
        DatasetRegistry.Open(new DatasetRequest { Name = "normal-1d", Split = "test", CacheDirectory = _folder.Path });

    private string CacheFile() => Directory.GetFiles(_folder.Path, "*.safetensors", SearchOption.AllDirectories).Single();
}
