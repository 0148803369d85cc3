using System.Numerics;

namespace TorchSharp;

/// <summary>Conversions between .NET numbers and <see cref="Scalar"/>. Narrowing conversions wrap, as C# casts do.</summary>
public static class ScalarExtensionMethods
{
    public static Scalar ToScalar(this byte value) => value;

    public static Scalar ToScalar(this sbyte value) => value;

    public static Scalar ToScalar(this short value) => value;

    public static Scalar ToScalar(this int value) => value;

    public static Scalar ToScalar(this long value) => value;

    public static Scalar ToScalar(this float value) => value;

    public static Scalar ToScalar(this double value) => value;

    public static Scalar ToScalar(this (float, float) value) => value;

    public static Scalar ToScalar(this Complex value) => value;

    public static Scalar ToScalar(this bool value) => value;

    public static Scalar ToScalar(this Half value) => value;

    /// <summary>The value rounded to bfloat16.</summary>
    public static Scalar ToBFloat16Scalar(this float value) => new BFloat16(value);

    public static Scalar ToScalar(this BFloat16 value) => value;

    public static Half ToHalf(this Scalar value) => (Half)value.AsDouble();

    public static BFloat16 ToBFloat16(this Scalar value) => new((float)value.AsDouble());

    public static float ToSingle(this Scalar value) => (float)value.AsDouble();

    public static double ToDouble(this Scalar value) => value.AsDouble();

    public static sbyte ToSByte(this Scalar value) => (sbyte)value.AsInt64();

    public static byte ToByte(this Scalar value) => (byte)value.AsInt64();

    public static short ToInt16(this Scalar value) => (short)value.AsInt64();

    public static int ToInt32(this Scalar value) => (int)value.AsInt64();

    public static long ToInt64(this Scalar value) => value.AsInt64();

    public static bool ToBoolean(this Scalar value) => value.AsBoolean();

    public static (float, float) ToComplexFloat32(this Scalar value) => ((float)value.AsComplex().Real, (float)value.AsComplex().Imaginary);

    public static Complex ToComplexFloat64(this Scalar value) => value.AsComplex();
}
