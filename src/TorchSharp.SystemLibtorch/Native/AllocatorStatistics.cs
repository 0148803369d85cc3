using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>Bytes at the caching allocator: <c>gb_allocator_stats</c> in native/allocator.cpp.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct AllocatorStatistics
{
    /// <summary>In tensors.</summary>
    public long InUse;

    /// <summary>Kept for the next tensors.</summary>
    public long Cached;

    public long Limit;

    /// <summary>Allocations served from the cache.</summary>
    public long Hits;

    public long Misses;
}
