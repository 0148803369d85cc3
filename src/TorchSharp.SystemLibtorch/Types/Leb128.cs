namespace TorchSharp;

/// <summary>Unsigned integers of seven bits a byte, low bits first: the numbers of TorchSharp's own file format.</summary>
internal static class Leb128
{
    public static void Encode(this BinaryWriter writer, long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        writer.Write7BitEncodedInt64(value);
    }

    public static long Decode(this BinaryReader reader) => reader.Read7BitEncodedInt64();
}
