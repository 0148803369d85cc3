using TorchSharp;
using static TorchSharp.torch;

namespace GanBench.Engine;

/// <summary>
/// Arithmetic with numbers whose scalars are held (<see cref="Scalars"/>). TorchSharp's operators make a scalar at each call that
/// nothing holds: for the number, and in every addition for the factor 1 of its second operand.
/// </summary>
public static class TensorArithmetic
{
    /// <summary>left + right, broadcast.</summary>
    /// <param name="left">A tensor.</param>
    /// <param name="right">A tensor.</param>
    public static Tensor Plus(this Tensor left, Tensor right) => left.add(right, Scalars.One);

    /// <summary>tensor + value.</summary>
    /// <param name="tensor">A tensor.</param>
    /// <param name="value">A constant.</param>
    public static Tensor Plus(this Tensor tensor, double value) => tensor.add(Scalars.Of(value), Scalars.One);

    /// <summary>tensor − value.</summary>
    /// <param name="tensor">A tensor.</param>
    /// <param name="value">A constant.</param>
    public static Tensor Minus(this Tensor tensor, double value) => tensor.sub(Scalars.Of(value));

    /// <summary>tensor · value.</summary>
    /// <param name="tensor">A tensor.</param>
    /// <param name="value">A constant.</param>
    public static Tensor Times(this Tensor tensor, double value) => tensor.mul(Scalars.Of(value));

    /// <summary>tensor / value.</summary>
    /// <param name="tensor">A tensor.</param>
    /// <param name="value">A constant.</param>
    public static Tensor Over(this Tensor tensor, double value) => tensor.div(Scalars.Of(value));

    /// <summary>tensor², as a product.</summary>
    /// <param name="tensor">A tensor.</param>
    public static Tensor Squared(this Tensor tensor) => tensor * tensor;

    /// <summary>
    /// √tensor as 1/(1/√tensor), within an ulp and a half, and with the same bits on every processor. <c>Tensor.sqrt</c> has not: libtorch
    /// takes it from MKL, whose compatible branch (<see cref="Numerics.Portable"/>) starts from the processor's own estimate of 1/√x.
    /// </summary>
    /// <param name="tensor">A tensor without negative values.</param>
    public static Tensor SquareRoot(this Tensor tensor) => tensor.rsqrt().reciprocal();

    /// <summary>Adds in place: tensor ← tensor + other.</summary>
    /// <param name="tensor">Changed and returned.</param>
    /// <param name="other">A tensor.</param>
    public static Tensor Add(this Tensor tensor, Tensor other) => tensor.add_(other, Scalars.One);

    /// <summary>Adds in place: tensor ← tensor + value.</summary>
    /// <param name="tensor">Changed and returned.</param>
    /// <param name="value">A scalar that is held.</param>
    public static Tensor Add(this Tensor tensor, Scalar value) => tensor.add_(value, Scalars.One);
}
