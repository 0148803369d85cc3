using System.Buffers;
using System.Runtime.InteropServices;

namespace GanBench.Metrics.SlicedWasserstein;

/// <summary>Sorts many floats in three passes over their bits: some five times faster than comparing them.</summary>
internal static class FloatSort
{
    private const int Bits = 11, Buckets = 1 << Bits;

    /// <summary>Sorts ascending; no value may be NaN.</summary>
    public static void Sort(Span<float> values)
    {
        var keys = MemoryMarshal.Cast<float, uint>(values);
        var rented = ArrayPool<uint>.Shared.Rent(keys.Length);
        var other = rented.AsSpan(0, keys.Length);
        Span<int> starts = stackalloc int[Buckets];
        // Flipped so that the order of the bits is the order of the numbers: all bits of negative ones, the sign of the others.
        for (var i = 0; i < keys.Length; i++)
            keys[i] ^= (uint)((int)keys[i] >> 31) | 0x80000000;
        Pass(keys, other, 0, starts);
        Pass(other, keys, Bits, starts);
        Pass(keys, other, 2 * Bits, starts);
        for (var i = 0; i < keys.Length; i++)
            keys[i] = other[i] ^ (((other[i] >> 31) - 1) | 0x80000000);
        ArrayPool<uint>.Shared.Return(rented);
    }

    private static void Pass(ReadOnlySpan<uint> from, Span<uint> to, int shift, Span<int> starts)
    {
        starts.Clear();
        foreach (var key in from)
            starts[(int)((key >> shift) & (Buckets - 1))]++;
        var sum = 0;
        for (var b = 0; b < Buckets; b++)
            (starts[b], sum) = (sum, sum + starts[b]);
        foreach (var key in from)
            to[starts[(int)((key >> shift) & (Buckets - 1))]++] = key;
    }
}
