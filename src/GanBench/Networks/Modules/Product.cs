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
        if (!MixedPrecision.Lowers(input))
            return functional.linear(input, weight, bias);
        using Tensor x = input.bfloat16(), w = weight.bfloat16();
        using var b = bias?.bfloat16();
        using var result = functional.linear(x, w, b);
        return result.@float();
    }

    /// <summary>The gradient of <see cref="Linear"/> with respect to its input: gradient · weight.</summary>
    /// <param name="gradient">Gradient at the output, N×O.</param>
    /// <param name="weight">O×I.</param>
    public static Tensor Back(Tensor gradient, Tensor weight)
    {
        if (!MixedPrecision.Lowers(gradient))
            return gradient.mm(weight);
        using Tensor g = gradient.bfloat16(), w = weight.bfloat16();
        using var result = g.mm(w);
        return result.@float();
    }
}
