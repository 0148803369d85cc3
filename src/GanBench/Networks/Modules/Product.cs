using GanBench.Engine;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanBench.Networks.Modules;

/// <summary>Products of a batch with a weight, in the precision of the training step that computes them.</summary>
internal static class Product
{
    /// <summary>input · weightᵀ + bias.</summary>
    /// <param name="input">N×I.</param>
    /// <param name="weight">O×I.</param>
    /// <param name="bias">O, or null.</param>
    public static Tensor Linear(Tensor input, Tensor weight, Tensor? bias)
    {
        (input, weight, bias) = MixedPrecision.Lower(input, weight, bias);
        return functional.linear(input, weight, bias);
    }

    /// <summary>The gradient of <see cref="Linear"/> with respect to its input: gradient · weight.</summary>
    /// <param name="gradient">Gradient at the output, N×O.</param>
    /// <param name="weight">O×I.</param>
    public static Tensor Back(Tensor gradient, Tensor weight)
    {
        (gradient, weight, _) = MixedPrecision.Lower(gradient, weight, null);
        return gradient.mm(weight);
    }
}
