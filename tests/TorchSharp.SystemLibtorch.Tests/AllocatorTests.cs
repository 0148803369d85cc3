using static TorchSharp.torch;

namespace TorchSharp.SystemLibtorch.Tests;

/// <summary>The allocator of the process, with no other test beside.</summary>
[Collection(nameof(AloneInTheProcess))]
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

    [Fact]
    public void ForgottenTensors_OfManyGigabytes_AreCollectedOnTheWay()
    {
        var most = 0L;
        for (var k = 0; k < 100; k++)
        {
            Forget();
            most = Math.Max(most, Statistics().InUse);
        }

        // 100 tensors of 160 MiB are 16 GiB; the collector steps in at 1 GiB, or at twice what other tests have in use.
        Assert.True(most < 8L << 30, $"{most >> 20} MiB were in use");
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static void Forget() => _ = empty(Elements);

    private static unsafe AllocatorStatistics Statistics()
    {
        AllocatorStatistics statistics;
        NativeMethods.gb_allocator_statistics(&statistics);
        return statistics;
    }

    private static long Resident() => long.Parse(File.ReadAllText("/proc/self/statm").Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture) * Environment.SystemPageSize;
}
