using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>The upper half of a float32: 8 bits of exponent, 7 of fraction. Conversion rounds to nearest, ties to even.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct BFloat16 : IEquatable<BFloat16>
{
    private readonly ushort bits;

    /// <summary>Rounds a float32.</summary>
    public BFloat16(float value)
    {
        var raw = BitConverter.SingleToUInt32Bits(value);

        // A NaN whose fraction bits are all in the lower half must stay a NaN.
        bits = float.IsNaN(value) ? (ushort)((raw >> 16) | 0x40) : (ushort)((raw + 0x7fff + ((raw >> 16) & 1)) >> 16);
    }

    public static implicit operator float(BFloat16 value) => BitConverter.UInt32BitsToSingle((uint)value.bits << 16);

    public static explicit operator BFloat16(float value) => new(value);

    public static bool operator ==(BFloat16 left, BFloat16 right) => left.Equals(right);

    public static bool operator !=(BFloat16 left, BFloat16 right) => !left.Equals(right);

    public bool Equals(BFloat16 other) => (float)this == (float)other;

    public override bool Equals(object? obj) => obj is BFloat16 other && Equals(other);

    public override int GetHashCode() => ((float)this).GetHashCode();

    public override string ToString() => FormattableString.Invariant($"{(float)this}");
}
