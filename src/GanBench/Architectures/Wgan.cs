using GanBench.Imaging;
using GanBench.Networks;
using GanBench.Networks.Layers;
using GanBench.Recipes;

namespace GanBench.Architectures;

/// <summary>The Wasserstein GAN with weight clipping of chen-2019 (figures 4-7 and 4-24).</summary>
internal sealed class Wgan : Architecture
{
    /// <inheritdoc/>
    public override string Name => "wgan";

    /// <inheritdoc/>
    public override string Title => "Wasserstein GAN with weight clipping";

    /// <inheritdoc/>
    public override string Source => ChenKeras.Source;

    /// <inheritdoc/>
    public override IReadOnlyList<int> Sides => [28, 32, 64, 128];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Assumptions =>
    [
        "RMSprop's learning rate is not stated: 5e-5, the WGAN paper's; decay 0.9, Keras's.",
        "All of the critic's weights are clipped, batch norm's included, after its update on a real and a generated batch.",
        "The critic's fakes come from the generator's predict, with an optimiser step each for real and fake, as in the study's listing "
        + "for GANs.",
    ];

    /// <inheritdoc/>
    public override Recipe DefaultRecipe(SampleShape shape)
    {
        var rmsProp = OptimizerOptions.KerasRmsProp(5e-5);
        return new()
        {
            Objective = "wasserstein",
            Discriminator =
                new() { Steps = 5, Batches = DiscriminatorBatches.SeparateSteps, FakesInEvaluationMode = true, Optimizer = rmsProp },
            Generator = new() { Optimizer = rmsProp },
            Regularizer = new() { Clip = 0.01 },
            Data = new() { Order = DataOrder.Replacement },
        };
    }

    /// <inheritdoc/>
    public override TrainingOptions DefaultTraining(SampleShape shape) => new() { BatchSize = shape.Height == 28 ? 128 : 64 };

    /// <inheritdoc/>
    public override Network Generator(SampleShape shape, NetworkOptions options)
    {
        if (shape.Height == 28)
            return GreyGenerator(shape, options);
        var stages = Stages(shape);
        var first = Scale(64 << stages, options);
        var layers = new List<Layer> { new Dense(4 * 4 * first), new Reshape(first, 4, 4), ChenKeras.BatchNorm, new Relu() };
        for (var stage = stages - 1; stage >= 1; stage--)
            layers.AddRange([new Upsample(), new Conv(Scale(64 << stage, options), 5), ChenKeras.BatchNorm, new Relu()]);
        return new Network("generator", TensorShape.Vector(options.Latent),
            [.. layers, new Upsample(), new Conv(shape.Channels, 5), new TanhActivation()]);
    }

    /// <inheritdoc/>
    public override Network Discriminator(SampleShape shape, NetworkOptions options) =>
        shape.Height == 28
            ? GreyCritic(shape, options)
            : ChenKeras.ColourDiscriminator(TensorShape.Of(shape), Stages(shape), w => Scale(w, options), batchNorm: true);

    /// <summary>The generator of both Wasserstein GANs at 28×28.</summary>
    internal static Network GreyGenerator(SampleShape shape, NetworkOptions options)
    {
        var first = Scale(128, options);
        var last = Scale(64, options);
        return new Network("generator", TensorShape.Vector(options.Latent),
            new Dense(Scale(1024, options)), ChenKeras.LeakyRelu,
            new Dense(7 * 7 * first), ChenKeras.BatchNorm, ChenKeras.LeakyRelu, new Reshape(first, 7, 7),
            new ConvTranspose(first, 5, 2), ChenKeras.BatchNorm, ChenKeras.LeakyRelu,
            new Conv(last, 5), ChenKeras.BatchNorm, ChenKeras.LeakyRelu,
            new ConvTranspose(last, 5, 2), ChenKeras.BatchNorm, ChenKeras.LeakyRelu,
            new Conv(shape.Channels, 5), new TanhActivation());
    }

    /// <summary>The critic of both Wasserstein GANs at 28×28: no batch norm.</summary>
    internal static Network GreyCritic(SampleShape shape, NetworkOptions options) =>
        new("discriminator", TensorShape.Of(shape),
            new Conv(Scale(64, options), 5), ChenKeras.LeakyRelu, ChenKeras.Dropout,
            new Conv(Scale(128, options), 5, 2, Padding.Valid), ChenKeras.LeakyRelu, ChenKeras.Dropout,
            new Conv(Scale(128, options), 5, 2), ChenKeras.LeakyRelu, ChenKeras.Dropout,
            new Flattened(), new Dense(Scale(1024, options)), ChenKeras.LeakyRelu, new Dense(1));
}
