using System.Numerics;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>A number that is an argument of an operator: its kind decides type promotion. Purely managed; disposing it is a no-op.</summary>
public sealed class Scalar : IDisposable
{
    private readonly Complex value;
    private readonly long integer;

    internal Scalar(long value, ScalarType type = ScalarType.Int64)
    {
        Type = type;
        integer = value;
        this.value = value;
    }

    internal Scalar(double value, ScalarType type = ScalarType.Float64)
    {
        Type = type;
        this.value = value;
    }

    internal Scalar(bool value)
    {
        Type = ScalarType.Bool;
        integer = value ? 1 : 0;
        this.value = integer;
    }

    internal Scalar(Complex value, ScalarType type = ScalarType.ComplexFloat64)
    {
        Type = type;
        this.value = value;
    }

    /// <summary>The kind: Int64, Float64, Bool or ComplexFloat64 for most sources, as in libtorch.</summary>
    public ScalarType Type { get; }

    internal bool IsIntegral => Type is ScalarType.Byte or ScalarType.Int8 or ScalarType.Int16 or ScalarType.Int32 or ScalarType.Int64;

    public static implicit operator Scalar(byte value) => new((long)value);

    public static implicit operator Scalar(sbyte value) => new((long)value);

    public static implicit operator Scalar(short value) => new((long)value);

    public static implicit operator Scalar(int value) => new((long)value);

    public static implicit operator Scalar(long value) => new(value);

    public static implicit operator Scalar(Half value) => new((double)value);

    public static implicit operator Scalar(BFloat16 value) => new((double)(float)value);

    public static implicit operator Scalar(float value) => new((double)value);

    public static implicit operator Scalar(double value) => new(value);

    public static implicit operator Scalar(bool value) => new(value);

    public static implicit operator Scalar((float, float) value) => new(new Complex(value.Item1, value.Item2));

    public static implicit operator Scalar(Complex value) => new(value);

    /// <summary>Does nothing: there is no native object behind a scalar. It is here because TorchSharp's scalars are disposable.</summary>
    public void Dispose()
    {
    }

    public override string ToString() =>
        Type switch
        {
            ScalarType.Bool => integer != 0 ? "True" : "False",
            ScalarType.ComplexFloat32 or ScalarType.ComplexFloat64 => FormattableString.Invariant($"{value}"),
            _ when IsIntegral => FormattableString.Invariant($"{integer}"),
            _ => FormattableString.Invariant($"{value.Real}"),
        };

    internal Arg ToArg() =>
        Type switch
        {
            ScalarType.Bool => integer != 0,
            ScalarType.ComplexFloat32 or ScalarType.ComplexFloat64 => value,
            _ when IsIntegral => integer,
            _ => value.Real,
        };

    internal double AsDouble() => IsIntegral || Type == ScalarType.Bool ? integer : value.Real;

    internal long AsInt64() => IsIntegral || Type == ScalarType.Bool ? integer : (long)value.Real;

    internal Complex AsComplex() => value;

    internal bool AsBoolean() => IsIntegral || Type == ScalarType.Bool ? integer != 0 : value != Complex.Zero;
}
