using GanBench.Networks;
using GanBench.Networks.Layers;
using GanBench.Recipes;

namespace GanBench.Architectures;

/// <summary>What the networks and recipes of chen-2019 share: Keras's defaults and the study's constants.</summary>
internal static class ChenKeras
{
    public const string Source = "chen-2019";

    private const double DropoutRate = 0.25;

    // Keras-GAN's batch norm: keep 0.8 of the old statistic; Keras's epsilon.
    public static BatchNorm BatchNorm => new(0.8, 1e-3);

    public static LeakyRelu LeakyRelu => new(0.2);

    public static Dropout Dropout => new(DropoutRate);

    /// <summary>
    /// The loop of the study's section 3.4.3: Adam(2e-4, β1 0.5) on both networks, fakes from the generator's predict, real and fake
    /// batches in optimiser steps of their own, losses averaged, fresh latents for the generator.
    /// </summary>
    public static Recipe Adam { get; } = new()
    {
        Objective = "non-saturating",
        Discriminator =
            new() { Batches = DiscriminatorBatches.SeparateSteps, AverageParts = true, FakesInEvaluationMode = true,
                Optimizer = OptimizerOptions.KerasAdam(2e-4, 0.5) },
        Generator = new() { Optimizer = OptimizerOptions.KerasAdam(2e-4, 0.5), Latents = GeneratorLatents.Fresh },
        Data = new() { Order = DataOrder.Replacement },
    };

    /// <summary>The strided critic and discriminator of the study's colour images: 5×5 convolutions of stride 2 down to 4×4.</summary>
    public static Network ColourDiscriminator(TensorShape input, int stages, Func<int, int> width, bool batchNorm)
    {
        var layers = new List<Layer?>();
        for (var stage = 0; stage < stages; stage++)
        {
            layers.Add(new Conv(width(64 << stage), 5, 2));
            layers.Add(batchNorm && stage > 0 ? BatchNorm : null);
            layers.AddRange([LeakyRelu, Dropout]);
        }
        return new Network("discriminator", input, [.. layers, new Flattened(), new Dense(1)]);
    }

    /// <summary>The upsampling generator of the study's colour images, from 4×4×1024 to the image.</summary>
    public static Network ColourGenerator(TensorShape image, int latent, int stages, Func<int, int> width)
    {
        var first = width(64 << stages);
        var layers = new List<Layer> { new Dense(4 * 4 * first), new Relu(), new Reshape(first, 4, 4) };
        for (var stage = stages - 1; stage >= 0; stage--)
            layers.AddRange([new Upsample(), new Conv(width(64 << stage), 5), BatchNorm, new Relu()]);
        return new Network("generator", TensorShape.Vector(latent), [.. layers, new Conv(image.Channels, 5), new TanhActivation()]);
    }
}
