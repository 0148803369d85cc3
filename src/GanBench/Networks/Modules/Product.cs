using GanBench.Engine;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanBench.Networks.Modules;

/// <summary>
/// The products of a fully connected layer, in the precision of the training step that computes them and by the library that is fast on
/// this machine (<see cref="OneDnn.MultipliesFaster"/>). oneDNN is reached through a 1×1 convolution: N vectors of I elements lie in memory
/// as one channels-last picture of I channels and N rows does, so nothing is copied.
/// </summary>
internal static class Product
{
    // Smaller ones are not worth the preparations that oneDNN makes for each call.
    private const int SmallestSide = 64;

    private static readonly long[] One = [1, 1], None = [0, 0];

    /// <summary>x·Wᵀ + b.</summary>
    /// <param name="input">x, N×I.</param>
    /// <param name="weight">W, O×I.</param>
    /// <param name="bias">b, O, or null.</param>
    /// <returns>N×O.</returns>
    public static Tensor Forward(Tensor input, Tensor weight, Tensor? bias)
    {
        (input, weight, bias) = MixedPrecision.Lower(input, weight, bias);
        return IsLarge(input, weight) ? ForwardByConvolution(input, weight, bias) : functional.linear(input, weight, bias);
    }

    /// <summary>The gradient with respect to the input: g·W.</summary>
    /// <param name="gradient">g, the gradient at the output, N×O.</param>
    /// <param name="weight">W, O×I.</param>
    /// <returns>N×I.</returns>
    public static Tensor Back(Tensor gradient, Tensor weight)
    {
        (gradient, weight, _) = MixedPrecision.Lower(gradient, weight, null);
        return IsLarge(gradient, weight) ? BackByConvolution(gradient, weight) : gradient.mm(weight);
    }

    /// <summary>x·Wᵀ + b as a convolution.</summary>
    /// <inheritdoc cref="Forward"/>
    internal static Tensor ForwardByConvolution(Tensor input, Tensor weight, Tensor? bias) =>
        Vectors(functional.conv2d(Picture(input), Kernel(weight), bias, One, None));

    /// <summary>g·W as a transposed convolution.</summary>
    /// <inheritdoc cref="Back"/>
    internal static Tensor BackByConvolution(Tensor gradient, Tensor weight) =>
        Vectors(functional.conv_transpose2d(Picture(gradient), Kernel(weight), null, One, None));

    private static bool IsLarge(Tensor vectors, Tensor weight) =>
        OneDnn.MultipliesFaster(vectors) && weight.shape is [>= SmallestSide, >= SmallestSide] && vectors.shape[0] >= SmallestSide;

    private static Tensor Picture(Tensor vectors) => vectors.reshape(1, vectors.shape[0], 1, vectors.shape[1]).permute(0, 3, 1, 2);

    private static Tensor Vectors(Tensor picture) => picture.permute(0, 2, 3, 1).reshape(picture.shape[2], picture.shape[1]);

    private static Tensor Kernel(Tensor weight) => weight.reshape(weight.shape[0], weight.shape[1], 1, 1);
}
