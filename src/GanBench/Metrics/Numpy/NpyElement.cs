using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace GanBench.Metrics.Numpy;

/// <summary>The element type of an array: NumPy's letter for a kind of number, its width in bytes, and its byte order.</summary>
/// <param name="Kind">b for booleans, i and u for integers, f for floating point.</param>
/// <param name="Size">Bytes per element.</param>
/// <param name="IsBigEndian">Whether the highest byte comes first.</param>
internal readonly record struct NpyElement(char Kind, int Size, bool IsBigEndian)
{
    /// <summary>What is read, as messages say it.</summary>
    private const string Readable = "booleans, integers of 1 to 8 bytes and floating-point numbers of 2, 4 or 8 bytes are read";

    /// <summary>The element type that a header names.</summary>
    /// <param name="text">The text of <c>descr</c>, e.g. <c>&lt;f4</c>.</param>
    /// <param name="name">What the array is called in messages.</param>
    /// <exception cref="DataException">It is no type of numbers that is read.</exception>
    public static NpyElement Parse(string text, string name)
    {
        if (text.Length >= 3 && text[0] is '<' or '>' or '|' or '='
            && int.TryParse(text.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            && (text[1], size) is ('b', 1) or ('i' or 'u', 1 or 2 or 4 or 8) or ('f', 2 or 4 or 8))
            return new NpyElement(text[1], size, text[0] == '>');
        throw new DataException($"{name} holds {Describe(text)} (type '{NpyHeader.Shown(text)}'); {Readable}.");
    }

    /// <summary>The elements as doubles, in the order of the file; 64-bit integers are rounded to 53 bits.</summary>
    /// <param name="data">The elements and nothing else.</param>
    public double[] Widen(ReadOnlySpan<byte> data)
    {
        if (IsBigEndian && Size > 1)
            data = Swapped(data);
        return (Kind, Size) switch
        {
            ('b', _) => Convert<byte>(data, truth: true),
            ('u', 1) => Convert<byte>(data),
            ('u', 2) => Convert<ushort>(data),
            ('u', 4) => Convert<uint>(data),
            ('u', _) => Convert<ulong>(data),
            ('i', 1) => Convert<sbyte>(data),
            ('i', 2) => Convert<short>(data),
            ('i', 4) => Convert<int>(data),
            ('i', _) => Convert<long>(data),
            (_, 2) => Convert<Half>(data),
            (_, 4) => Convert<float>(data),
            _ => MemoryMarshal.Cast<byte, double>(data).ToArray(),
        };
    }

    private static double[] Convert<T>(ReadOnlySpan<byte> data, bool truth = false)
        where T : unmanaged, INumber<T>
    {
        var source = MemoryMarshal.Cast<byte, T>(data);
        var values = new double[source.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = truth ? (T.IsZero(source[i]) ? 0 : 1) : double.CreateSaturating(source[i]);
        return values;
    }

    private byte[] Swapped(ReadOnlySpan<byte> data)
    {
        var copy = data.ToArray();
        switch (Size)
        {
            case 2:
                var shorts = MemoryMarshal.Cast<byte, ushort>(copy.AsSpan());
                BinaryPrimitives.ReverseEndianness(shorts, shorts);
                break;
            case 4:
                var words = MemoryMarshal.Cast<byte, uint>(copy.AsSpan());
                BinaryPrimitives.ReverseEndianness(words, words);
                break;
            default:
                var longs = MemoryMarshal.Cast<byte, ulong>(copy.AsSpan());
                BinaryPrimitives.ReverseEndianness(longs, longs);
                break;
        }
        return copy;
    }

    private static string Describe(string text) => (text.StartsWith('[') || text.Length < 2 ? 'V' : text[1]) switch
    {
        'O' => "Python objects",
        'U' or 'S' or 'a' => "text",
        'c' => "complex numbers",
        'M' or 'm' => "dates or time spans",
        'f' => "floating-point numbers of an unusual width",
        'V' => "records or raw bytes",
        _ => "elements that are not known",
    };
}
