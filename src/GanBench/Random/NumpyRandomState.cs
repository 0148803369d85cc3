namespace GanBench.Random;

/// <summary>
/// The numbers of NumPy's <c>RandomState</c>, which other programs draw subsets and orders with, so that the same seed gives the same
/// ones here. MT19937 (Matsumoto and Nishimura, "Mersenne twister: a 623-dimensionally equidistributed uniform pseudo-random number
/// generator", ACM TOMACS 8, 1998) with NumPy's seeding by one integer, bounded integers by masks and rejection, and Fisher and Yates
/// from the end; NumPy has frozen all of it. Our own draws are <see cref="RandomStream"/>'s.
/// </summary>
public sealed class NumpyRandomState
{
    private const int Length = 624, Shift = 397;
    private const uint Upper = 0x80000000, Lower = 0x7FFFFFFF, Twist = 0x9908B0DF;

    private readonly uint[] _state = new uint[Length];
    private int _next = Length;

    /// <summary>Starts as <c>numpy.random.RandomState(seed)</c> does.</summary>
    /// <param name="seed">NumPy takes no larger one.</param>
    public NumpyRandomState(uint seed)
    {
        for (var i = 0u; i < Length; i++)
        {
            _state[i] = seed;
            seed = (1812433253u * (seed ^ (seed >> 30))) + i + 1;
        }
    }

    /// <summary>A uniform 32-bit integer.</summary>
    public uint NextUInt32()
    {
        if (_next == Length)
            Refill();
        var y = _state[_next++];
        y ^= y >> 11;
        y ^= (y << 7) & 0x9D2C5680;
        y ^= (y << 15) & 0xEFC60000;
        return y ^ (y >> 18);
    }

    /// <summary>A random order of 0 … <paramref name="count"/> − 1, as <c>permutation(count)</c>.</summary>
    /// <param name="count">How many; not negative.</param>
    public int[] Permutation(int count)
    {
        var order = new int[count];
        for (var i = 0; i < count; i++)
            order[i] = i;
        Shuffle(order);
        return order;
    }

    /// <summary>Some of 0 … <paramref name="count"/> − 1, each at most once, as <c>choice(count, size, replace=False)</c>.</summary>
    /// <param name="count">Of how many.</param>
    /// <param name="size">How many, at most <paramref name="count"/>.</param>
    public int[] Choice(int count, int size) => Permutation(count)[..size];

    /// <summary>Puts items into a random order, as <c>shuffle</c> of a one-dimensional array.</summary>
    /// <param name="items">The items.</param>
    public void Shuffle(Span<int> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = (int)Interval((uint)i);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    // A uniform integer from 0 to max: words are cut to the bits of max, and those above it thrown away.
    private uint Interval(uint max)
    {
        var mask = uint.MaxValue >> System.Numerics.BitOperations.LeadingZeroCount(max);
        while (true)
        {
            var value = NextUInt32() & mask;
            if (value <= max)
                return value;
        }
    }

    private void Refill()
    {
        for (var i = 0; i < Length; i++)
        {
            var y = (_state[i] & Upper) | (_state[(i + 1) % Length] & Lower);
            _state[i] = _state[(i + Shift) % Length] ^ (y >> 1) ^ ((y & 1) == 0 ? 0 : Twist);
        }
        _next = 0;
    }
}
