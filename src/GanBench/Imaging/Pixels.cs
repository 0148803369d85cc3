namespace GanBench.Imaging;

/// <summary>The one mapping between bytes and the range [-1, 1] that networks see.</summary>
public static class Pixels
{
    /// <summary>Half of the byte range: x = (b − 127.5) / 127.5.</summary>
    public const float Half = 127.5f;

    /// <summary>The value of a byte in [-1, 1].</summary>
    /// <param name="value">0 to 255.</param>
    public static float ToUnit(byte value) => (value - Half) / Half;

    /// <summary>The nearest byte, clamped; NaN becomes 0. The inverse of <see cref="ToUnit"/> for every byte.</summary>
    /// <param name="value">Nominally in [-1, 1].</param>
    public static byte ToByte(float value)
    {
        var scaled = ((value + 1) * Half) + 0.5f;
        return scaled >= 255 ? (byte)255 : scaled > 0 ? (byte)scaled : (byte)0;
    }

    /// <summary>Converts many values, e.g. the output of a generator.</summary>
    /// <param name="values">Nominally in [-1, 1].</param>
    /// <param name="bytes">As many bytes.</param>
    public static void ToBytes(ReadOnlySpan<float> values, Span<byte> bytes)
    {
        for (var i = 0; i < values.Length; i++)
            bytes[i] = ToByte(values[i]);
    }
}
