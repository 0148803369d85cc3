using GanBench.Architectures;
using GanBench.Imaging;
using GanBench.Networks;
using GanBench.Networks.Layers;
using GanBench.Recipes;

namespace GanBench.Microbenchmarks.Measuring;

/// <summary>
/// The floating-point operations that one step of training cannot do without: products with weights, two operations each, forward and for
/// the gradients that are used. Activations, normalisation and optimisers are left out.
/// </summary>
/// <param name="Operations">Operations of a step.</param>
/// <param name="HasConvolutions">Whether any network has convolutions.</param>
internal sealed record StepArithmetic(double Operations, bool HasConvolutions)
{
    /// <summary>Counts a step of an architecture's own recipe.</summary>
    /// <param name="architecture">The architecture.</param>
    /// <param name="shape">Shape of the samples.</param>
    public static StepArithmetic Of(Architecture architecture, SampleShape shape)
    {
        var recipe = architecture.DefaultRecipe(shape);
        var (generator, discriminator) =
            (architecture.Generator(shape, recipe.Network), architecture.Discriminator(shape, recipe.Network));
        var (g, d) = (Forward(generator), Forward(discriminator));
        // On two batches: forward, and the gradients of activations and of weights, of which the first layer needs no former.
        var update = g + (6 * d) - (2 * First(discriminator.Layers, discriminator.Input));
        // The input's gradient on a third batch, forward and back, and the gradients of both passes.
        if (recipe.Regularizer.GradientPenalty != GradientPenalty.None)
            update += 4 * d;
        // Back through the discriminator to the images, and through the generator to its weights.
        var generatorUpdate = (3 * g) - First(generator.Layers, generator.Input) + (2 * d);
        if (recipe.Generator.Latents == GeneratorLatents.Reused && !recipe.Discriminator.FakesInEvaluationMode)
            generatorUpdate -= g;
        return new StepArithmetic(
            architecture.DefaultTraining(shape).BatchSize * ((recipe.Discriminator.Steps * update) + generatorUpdate),
            HasConvolution(generator.Layers) || HasConvolution(discriminator.Layers));
    }

    /// <summary>Operations of a forward pass of one sample.</summary>
    /// <param name="network">The network.</param>
    public static double Forward(Network network) => Forward(network.Layers, network.Input);

    private static double Forward(IReadOnlyList<Layer> layers, TensorShape input)
    {
        double operations = 0;
        Layer? before = null;
        foreach (var layer in layers)
        {
            operations += Of(layer, before, input);
            (input, before) = (layer.Output(input), layer);
        }
        return operations;
    }

    private static double Of(Layer layer, Layer? before, TensorShape input) => layer switch
    {
        Residual block => Forward(block.Body, input) + Forward(block.Shortcut, input),
        // Nearest upsampling by 2 repeats pixels, so of an odd kernel's k² places ((k + 1) / 2)² have an input of their own.
        Conv { Kernel: > 1 } conv when before is Upsample =>
            Products(conv, input, conv.Output(input)) * Math.Pow(((conv.Kernel / 2) + 1) / (double)conv.Kernel, 2),
        Conv => Products(layer, input, layer.Output(input)),
        // Each input pixel meets each weight once.
        ConvTranspose => Products(layer, input, input),
        Dense => Products(layer, input, TensorShape.Vector(1)),
        _ => 0,
    };

    private static double Products(Layer layer, TensorShape input, TensorShape places) =>
        2.0 * layer.Parameters(input).Trainable * (places.IsVector ? 1 : places.Height * places.Width);

    // The layers that the input itself meets.
    private static double First(IReadOnlyList<Layer> layers, TensorShape input)
    {
        foreach (var layer in layers)
        {
            if (layer is Residual block)
                return First(block.Body, input) + First(block.Shortcut, input);
            if (Of(layer, null, input) is > 0 and var operations)
                return operations;
            input = layer.Output(input);
        }
        return 0;
    }

    private static bool HasConvolution(IEnumerable<Layer> layers) => layers.Any(layer =>
        layer is Conv or ConvTranspose || (layer is Residual block && (HasConvolution(block.Body) || HasConvolution(block.Shortcut))));
}
