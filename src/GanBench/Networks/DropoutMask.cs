using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using GanBench.Random;

namespace GanBench.Networks;

/// <summary>
/// A dropout mask: element i is 0 with probability rate, else 1/(1 − rate), and a function of (key, counter, i) alone: word i mod 4 of
/// Philox block i / 4. Eight blocks are made at once where the processor has AVX-512, four with AVX2, with the same bits.
/// </summary>
public static class DropoutMask
{
    private const uint Multiplier0 = 0xD2511F53, Multiplier1 = 0xCD9E8D57, Weyl0 = 0x9E3779B9, Weyl1 = 0xBB67AE85;
    private const int Rounds = 10;

    /// <summary>Fills a mask.</summary>
    /// <param name="values">Gets the mask.</param>
    /// <param name="rate">Probability of zero, in [0, 1).</param>
    /// <param name="key">Philox key.</param>
    /// <param name="counter">High half of the Philox counter; i / 4 is the low half.</param>
    public static void Fill(Span<float> values, double rate, ulong key, ulong counter)
    {
        // A unit is dropped when its word is below rate · 2^32.
        var threshold = (uint)(rate * 4294967296.0);
        var keep = (float)(1 / (1 - rate));
        var done = Avx512F.IsSupported ? FillWide(values, threshold, keep, key, counter)
            : Avx2.IsSupported ? FillHalf(values, threshold, keep, key, counter) : 0;
        FillRest(values, done, threshold, keep, key, counter);
    }

    /// <summary>The definition, one block after the other.</summary>
    internal static void FillRest(Span<float> values, int from, uint threshold, float keep, ulong key, ulong counter)
    {
        Span<uint> words = stackalloc uint[4];
        for (var i = from; i < values.Length; i += 4)
        {
            (words[0], words[1], words[2], words[3]) = Philox.Block(key, (ulong)(i / 4), counter);
            for (var k = 0; k < 4 && i + k < values.Length; k++)
                values[i + k] = words[k] < threshold ? 0f : keep;
        }
    }

    // Eight blocks a time in the even 32-bit halves of 64-bit lanes, where one instruction multiplies to the full product.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static unsafe int FillWide(Span<float> values, uint threshold, float keep, ulong key, ulong counter)
    {
        const int Blocks = 8, Values = 4 * Blocks;
        var low = Vector512.Create(0xFFFFFFFFUL);
        var (m0, m1) = (Vector512.Create((ulong)Multiplier0), Vector512.Create((ulong)Multiplier1));
        var (w0, w1) = (Vector512.Create((ulong)Weyl0), Vector512.Create((ulong)Weyl1));
        var limit = Vector512.Create(threshold);
        var kept = Vector512.Create(keep);
        var lanes = Vector512.Create(0UL, 1, 2, 3, 4, 5, 6, 7);
        // Word pairs (0, 1) and (2, 3) of eight blocks, brought into the order of the blocks: the first four, then the last four.
        var first = Vector512.Create(0UL, 8, 1, 9, 2, 10, 3, 11);
        var last = Vector512.Create(4UL, 12, 5, 13, 6, 14, 7, 15);
        var end = values.Length / Values * Values;
        fixed (float* target = values)
        {
            for (var i = 0; i < end; i += Values)
            {
                var block = Vector512.Create((ulong)(i / 4)) + lanes;
                var c0 = block & low;
                var c1 = block >>> 32;
                var c2 = Vector512.Create(counter & 0xFFFFFFFF);
                var c3 = Vector512.Create(counter >> 32);
                var k0 = Vector512.Create(key & 0xFFFFFFFF);
                var k1 = Vector512.Create(key >> 32);
                for (var round = 0; round < Rounds; round++)
                {
                    var p0 = Avx512F.Multiply(m0.AsUInt32(), c0.AsUInt32());
                    var p1 = Avx512F.Multiply(m1.AsUInt32(), c2.AsUInt32());
                    c0 = (p1 >>> 32) ^ c1 ^ k0;
                    c1 = p1 & low;
                    c2 = (p0 >>> 32) ^ c3 ^ k1;
                    c3 = p0 & low;
                    k0 = (k0 + w0) & low;
                    k1 = (k1 + w1) & low;
                }
                var c01 = c0 | (c1 << 32);
                var c23 = c2 | (c3 << 32);
                Store(Avx512F.PermuteVar8x64x2(c01, first, c23), target + i);
                Store(Avx512F.PermuteVar8x64x2(c01, last, c23), target + i + (Values / 2));
            }
        }
        return end;

        void Store(Vector512<ulong> words, float* to) =>
            Vector512.AndNot(kept, Vector512.LessThan(words.AsUInt32(), limit).AsSingle()).Store(to);
    }

    // The same with four blocks.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static unsafe int FillHalf(Span<float> values, uint threshold, float keep, ulong key, ulong counter)
    {
        const int Blocks = 4, Values = 4 * Blocks;
        var low = Vector256.Create(0xFFFFFFFFUL);
        var (m0, m1) = (Vector256.Create((ulong)Multiplier0), Vector256.Create((ulong)Multiplier1));
        var (w0, w1) = (Vector256.Create((ulong)Weyl0), Vector256.Create((ulong)Weyl1));
        var limit = Vector256.Create(threshold);
        var kept = Vector256.Create(keep);
        var lanes = Vector256.Create(0UL, 1, 2, 3);
        var end = values.Length / Values * Values;
        fixed (float* target = values)
        {
            for (var i = 0; i < end; i += Values)
            {
                var block = Vector256.Create((ulong)(i / 4)) + lanes;
                var c0 = block & low;
                var c1 = block >>> 32;
                var c2 = Vector256.Create(counter & 0xFFFFFFFF);
                var c3 = Vector256.Create(counter >> 32);
                var k0 = Vector256.Create(key & 0xFFFFFFFF);
                var k1 = Vector256.Create(key >> 32);
                for (var round = 0; round < Rounds; round++)
                {
                    var p0 = Avx2.Multiply(m0.AsUInt32(), c0.AsUInt32());
                    var p1 = Avx2.Multiply(m1.AsUInt32(), c2.AsUInt32());
                    c0 = (p1 >>> 32) ^ c1 ^ k0;
                    c1 = p1 & low;
                    c2 = (p0 >>> 32) ^ c3 ^ k1;
                    c3 = p0 & low;
                    k0 = (k0 + w0) & low;
                    k1 = (k1 + w1) & low;
                }
                var c01 = c0 | (c1 << 32);
                var c23 = c2 | (c3 << 32);
                // Unpacking works in each half: blocks 0 and 2, 1 and 3.
                var even = Avx2.UnpackLow(c01, c23);
                var odd = Avx2.UnpackHigh(c01, c23);
                Store(Avx2.Permute2x128(even, odd, 0x20), target + i);
                Store(Avx2.Permute2x128(even, odd, 0x31), target + i + (Values / 2));
            }
        }
        return end;

        void Store(Vector256<ulong> words, float* to) =>
            Vector256.AndNot(kept, Vector256.LessThan(words.AsUInt32(), limit).AsSingle()).Store(to);
    }
}
