using System.Numerics;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Kinds of value that cross the native boundary; the numbers are those of <c>gb_tag</c> in native/shim.h.</summary>
internal enum ArgTag
{
    None = 0,
    Tensor = 1,
    Int = 2,
    Double = 3,
    Bool = 4,
    Complex = 5,
    IntList = 6,
    DoubleList = 7,
    TensorList = 8,
    Device = 9,
    String = 10,
    Generator = 11,
}

/// <summary>
/// One argument of an operator, tagged with its kind. The native side converts it to what the operator's schema asks for,
/// so an int serves where a float, a Scalar, a dtype or a one-element int list is expected.
/// </summary>
internal readonly struct Arg
{
    internal readonly ArgTag Tag;
    internal readonly long Payload;
    internal readonly object? Reference;

    private Arg(ArgTag tag, long payload = 0, object? reference = null)
    {
        Tag = tag;
        Payload = payload;
        Reference = reference;
    }

    /// <summary>The absent value of an optional argument.</summary>
    public static Arg None => default;

    /// <summary>torch.preserve_format, the memory format that most copying operators default to.</summary>
    public static Arg PreserveFormat => new(ArgTag.Int, 1);

    public static implicit operator Arg(Tensor? value) => value is null ? None : new(ArgTag.Tensor, 0, value);

    public static implicit operator Arg(int value) => new(ArgTag.Int, value);

    public static implicit operator Arg(long value) => new(ArgTag.Int, value);

    public static implicit operator Arg(long? value) => value is { } v ? new(ArgTag.Int, v) : None;

    public static implicit operator Arg(double value) => new(ArgTag.Double, BitConverter.DoubleToInt64Bits(value));

    public static implicit operator Arg(double? value) => value is { } v ? v : None;

    public static implicit operator Arg(bool value) => new(ArgTag.Bool, value ? 1 : 0);

    public static implicit operator Arg(Scalar? value) => value is null ? None : value.ToArg();

    public static implicit operator Arg(long[]? value) => value is null ? None : new(ArgTag.IntList, value.Length, value);

    public static implicit operator Arg(ReadOnlySpan<long> value) => value.ToArray();

    public static implicit operator Arg(double[]? value) => value is null ? None : new(ArgTag.DoubleList, value.Length, value);

    public static implicit operator Arg(Tensor?[]? value) => value is null ? None : new(ArgTag.TensorList, value.Length, value);

    public static implicit operator Arg(ScalarType value) => new(ArgTag.Int, (long)value);

    public static implicit operator Arg(ScalarType? value) => value is { } v ? v : None;

    public static implicit operator Arg(Device? value) => value is null ? None : new(ArgTag.Device, value.Packed);

    public static implicit operator Arg(string? value) => value is null ? None : new(ArgTag.String, 0, value);

    public static implicit operator Arg(Generator? value) => value is null ? None : new(ArgTag.Generator, 0, value);

    public static implicit operator Arg(Complex value) => new(ArgTag.Complex, 0, value);
}
