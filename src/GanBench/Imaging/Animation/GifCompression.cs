namespace GanBench.Imaging.Animation;

/// <summary>The LZW compression of GIF89a, appendix F: codes of growing width, lowest bit first.</summary>
internal static class GifCompression
{
    private const int LongestCode = 12;

    /// <summary>Compresses palette indices.</summary>
    /// <param name="indices">Each less than 2 to the power of <paramref name="bits"/>.</param>
    /// <param name="bits">Bits of an index, 2 to 8.</param>
    public static byte[] Compress(ReadOnlySpan<byte> indices, int bits)
    {
        var (clear, end) = (1 << bits, (1 << bits) + 1);
        var output = new BitStream();
        // The code of a known string followed by one more index.
        var longer = new Dictionary<(int Code, byte Next), int>();
        var (width, next) = (bits + 1, end + 1);
        output.Write(clear, width);
        var current = (int)indices[0];
        foreach (var index in indices[1..])
        {
            if (longer.TryGetValue((current, index), out var code))
            {
                current = code;
                continue;
            }
            output.Write(current, width);
            longer.Add((current, index), next);
            // The reader learns a code one step later than we do.
            if (next == 1 << width)
                width++;
            next++;
            if (next > 1 << LongestCode)
            {
                output.Write(clear, LongestCode);
                longer.Clear();
                (width, next) = (bits + 1, end + 1);
            }
            current = index;
        }
        output.Write(current, width);
        // The reader may have learnt the code that makes codes longer from the one just written.
        if (next == 1 << width && width < LongestCode)
            width++;
        output.Write(end, width);
        return output.ToArray();
    }

    private sealed class BitStream
    {
        private readonly List<byte> _bytes = [];
        private int _pending, _count;

        public void Write(int code, int width)
        {
            _pending |= code << _count;
            _count += width;
            for (; _count >= 8; _count -= 8, _pending >>= 8)
                _bytes.Add((byte)_pending);
        }

        public byte[] ToArray() => _count == 0 ? [.. _bytes] : [.. _bytes, (byte)_pending];
    }
}
