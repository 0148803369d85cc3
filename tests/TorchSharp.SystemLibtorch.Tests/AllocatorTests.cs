using static TorchSharp.torch;

namespace TorchSharp.SystemLibtorch.Tests;

/// <summary>Other tests allocate in parallel: sizes here are their own, and limits are generous.</summary>
[Collection(nameof(AllocatorTests))]
[CollectionDefinition(nameof(AllocatorTests), DisableParallelization = true)]
public sealed class AllocatorTests
{
    private const long Elements = 40 << 20;
    private const long Bytes = Elements * sizeof(float);

    [Fact]
    public void Tensor_FreedAndMadeAgain_ComesFromTheCache()
    {
        using var scope = NewDisposeScope();
        empty(Elements).Dispose();
        var before = Statistics();

        empty(Elements).Dispose();

        Assert.True(before.Cached >= Bytes);
        Assert.True(Statistics().Hits > before.Hits);
    }

    [Fact]
    public void Trim_GivesCachedMemoryBack()
    {
        using var scope = NewDisposeScope();
        zeros(Elements).Dispose();
        var resident = Resident();

        NativeMethods.gb_allocator_trim();

        Assert.True(Statistics().Cached < Bytes);
        Assert.True(Resident() < resident - (Bytes / 2), $"{Resident()} of {resident} bytes are still resident");
    }

    [Fact]
    public void Cache_AboveItsLimit_IsFreedAtOnce()
    {
        using var scope = NewDisposeScope();
        var limit = Statistics().Limit;
        try
        {
            NativeMethods.gb_allocator_set_limit(Bytes / 2);
            empty(Elements).Dispose();

            Assert.True(Statistics().Cached <= Bytes / 2);
        }
        finally
        {
            NativeMethods.gb_allocator_set_limit(limit);
        }
    }

    [Fact]
    public void InUse_AfterDispose_FallsByTheTensorsSize()
    {
        using var scope = NewDisposeScope();
        var before = Statistics().InUse;
        var tensor = empty(Elements);
        var with = Statistics().InUse;

        tensor.Dispose();

        Assert.True(with - before >= Bytes);
        Assert.True(with - Statistics().InUse >= Bytes);
    }

    private static unsafe AllocatorStatistics Statistics()
    {
        AllocatorStatistics statistics;
        NativeMethods.gb_allocator_statistics(&statistics);
        return statistics;
    }

    private static long Resident() => long.Parse(File.ReadAllText("/proc/self/statm").Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture) * Environment.SystemPageSize;
}
