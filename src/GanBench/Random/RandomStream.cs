namespace GanBench.Random;

/// <summary>
/// A stream of random numbers that is a pure function of (seed, stream name, index): two streams never depend on each other's
/// consumption, and the numbers of step 1,000 can be made without those of the 999 before. Only integer arithmetic and
/// correctly rounded IEEE operations in a fixed order are used, so the same arguments give the same bits on every machine.
/// </summary>
public sealed class RandomStream
{
    private readonly ulong _key;
    private readonly ulong _index;
    private ulong _block;
    private int _left;
    private uint _w1, _w2, _w3;

    /// <summary>Opens the stream at its start.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="stream">What the numbers are for (<see cref="Streams"/>).</param>
    /// <param name="index">The step, epoch or item the numbers belong to.</param>
    public RandomStream(ulong seed, string stream, long index = 0)
    {
        _key = Key(seed, stream);
        _index = (ulong)index;
    }

    /// <summary>The 64-bit key of a (seed, stream) pair, for generators that run outside this class (dropout kernels).</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="stream">The stream's name.</param>
    public static ulong Key(ulong seed, string stream)
    {
        // FNV-1a over the name, then mixed with the seed by SplitMix64's finaliser, which flips half of the bits for any change.
        var hash = 14695981039346656037UL;
        foreach (var c in stream)
            hash = (hash ^ c) * 1099511628211UL;
        return Mix(Mix(seed + 0x9E3779B97F4A7C15UL) ^ hash);
    }

    /// <summary>A uniform 32-bit integer.</summary>
    public uint NextUInt32()
    {
        switch (_left)
        {
            case 3:
                _left = 2;
                return _w1;
            case 2:
                _left = 1;
                return _w2;
            case 1:
                _left = 0;
                return _w3;
            default:
                (var w0, _w1, _w2, _w3) = Philox.Block(_key, _block++, _index);
                _left = 3;
                return w0;
        }
    }

    /// <summary>A uniform integer in [0, <paramref name="bound"/>), without modulo bias (Lemire 2019).</summary>
    /// <param name="bound">Positive upper bound, excluded.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bound"/> is not positive.</exception>
    public int NextInt32(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        var n = (uint)bound;
        var product = (ulong)NextUInt32() * n;
        if ((uint)product < n)
        {
            var threshold = (0u - n) % n;
            while ((uint)product < threshold)
                product = (ulong)NextUInt32() * n;
        }
        return (int)(product >> 32);
    }

    /// <summary>A uniform double in the open interval (0, 1), a multiple of 2^-32 plus 2^-33.</summary>
    public double NextDouble() => (NextUInt32() + 0.5) * (1.0 / 4294967296.0);

    /// <summary>A uniform double in (<paramref name="low"/>, <paramref name="high"/>).</summary>
    /// <param name="low">Lower end.</param>
    /// <param name="high">Upper end.</param>
    public double NextDouble(double low, double high) => low + ((high - low) * NextDouble());

    /// <summary>A sample of N(0, 1), by inversion, so one sample takes exactly one 32-bit word; |x| ≤ 6.3.</summary>
    public double NextNormal() => NormalQuantile.At(NextDouble());

    /// <summary>Fills with uniform samples of (0, 1).</summary>
    /// <param name="destination">Where they go.</param>
    public void FillUniform(Span<float> destination)
    {
        // 24 bits: rounding more to float could give 1.
        for (var i = 0; i < destination.Length; i++)
            destination[i] = ((NextUInt32() >> 8) + 0.5f) * (1f / 16777216f);
    }

    /// <summary>Fills with samples of N(0, 1).</summary>
    /// <param name="destination">Where they go.</param>
    public void FillNormal(Span<float> destination)
    {
        for (var i = 0; i < destination.Length; i++)
            destination[i] = (float)NextNormal();
    }

    /// <summary>A random order of 0 … <paramref name="count"/> − 1 (Fisher and Yates).</summary>
    /// <param name="count">How many; not negative.</param>
    public int[] Permutation(int count)
    {
        var order = new int[count];
        for (var i = 0; i < count; i++)
        {
            var j = NextInt32(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
