using GanBench.Architectures;
using GanBench.Imaging;
using GanBench.Networks;
using GanBench.Networks.Layers;
using GanBench.Recipes;

namespace GanBench.Suites.Planning;

/// <summary>How much arithmetic a training step takes, from the shapes of the networks alone.</summary>
public static class Arithmetic
{
    /// <summary>Floating-point operations of one step: one generator update with its discriminator updates.</summary>
    /// <param name="architecture">The architecture.</param>
    /// <param name="shape">Shape of the samples.</param>
    /// <param name="recipe">The recipe.</param>
    /// <param name="batchSize">Images per batch.</param>
    public static double PerStep(Architecture architecture, SampleShape shape, Recipe recipe, int batchSize)
    {
        var generator = Forward(architecture.Generator(shape, recipe.Network));
        var discriminator = Forward(architecture.Discriminator(shape, recipe.Network));
        // A backward pass costs about twice a forward pass; a penalty on gradients differentiates the backward pass again.
        var penalised = recipe.Regularizer.GradientPenalty != GradientPenalty.None || recipe.Regularizer.R1 > 0;
        var update = generator + (discriminator * (6 + (penalised ? 6 : 0)));
        return batchSize * ((recipe.Discriminator.Steps * update) + (3 * generator) + (3 * discriminator));
    }

    /// <summary>Floating-point operations of a forward pass of one sample: two per multiplication with a weight.</summary>
    /// <param name="network">The network.</param>
    public static double Forward(Network network)
    {
        double operations = 0;
        var input = network.Input;
        Layer? before = null;
        foreach (var (layer, row) in network.Layers.Zip(network.Summary))
        {
            var places = layer is ConvTranspose ? input : row.Output;
            var pixels = places.IsVector ? 1.0 : places.Height * places.Width;
            // Nearest upsampling is folded into the kernel of the convolution after it, of which ⌈(k + 1) / 2⌉² of k² places remain.
            var folded = layer is Conv { Kernel: > 1 } conv && before is Upsample
                ? Math.Pow(((conv.Kernel / 2) + 1) / (double)conv.Kernel, 2) : 1;
            operations += 2.0 * row.Parameters.Trainable * (layer is BatchNorm ? 1 : pixels) * folded;
            (input, before) = (row.Output, layer);
        }
        return operations;
    }
}
