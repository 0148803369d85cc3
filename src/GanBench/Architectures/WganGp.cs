using GanBench.Imaging;
using GanBench.Networks;
using GanBench.Recipes;

namespace GanBench.Architectures;

/// <summary>The Wasserstein GAN with gradient penalty of chen-2019 (figures 4-7 and 4-27).</summary>
internal sealed class WganGp : Architecture
{
    /// <inheritdoc/>
    public override string Name => "wgan-gp";

    /// <inheritdoc/>
    public override string Title => "Wasserstein GAN with gradient penalty";

    /// <inheritdoc/>
    public override string Source => ChenKeras.Source;

    /// <inheritdoc/>
    public override IReadOnlyList<int> Sides => [28, 32, 64, 128];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Assumptions =>
    [
        "Adam's rate is not stated: 1e-4 with β1 0 and β2 0.9, the WGAN-GP paper's; so is λ = 10.",
        "The two-sided penalty (‖∇‖ − 1)²; equation 2-13 prints the one-sided form (regularizer.gradientPenalty=one-sided).",
        "The critic's fakes are made in training mode: the penalty puts the generator inside the critic's graph, as Keras code for it has.",
    ];

    /// <inheritdoc/>
    public override Recipe DefaultRecipe(SampleShape shape)
    {
        var adam = OptimizerOptions.KerasAdam(1e-4, 0, 0.9);
        return new()
        {
            Objective = "wasserstein",
            Discriminator = new() { Steps = 5, Optimizer = adam },
            Generator = new() { Optimizer = adam },
            Regularizer = new() { GradientPenalty = GradientPenalty.TwoSided, PenaltyWeight = 10 },
            Data = new() { Order = DataOrder.Replacement },
        };
    }

    /// <inheritdoc/>
    public override TrainingOptions DefaultTraining(SampleShape shape) => new() { BatchSize = shape.Height == 28 ? 128 : 64 };

    /// <inheritdoc/>
    public override Network Generator(SampleShape shape, NetworkOptions options) =>
        shape.Height == 28
            ? Wgan.GreyGenerator(shape, options)
            : ChenKeras.ColourGenerator(TensorShape.Of(shape), options.Latent, Stages(shape), w => Scale(w, options));

    /// <inheritdoc/>
    public override Network Discriminator(SampleShape shape, NetworkOptions options) =>
        shape.Height == 28
            ? Wgan.GreyCritic(shape, options)
            : ChenKeras.ColourDiscriminator(TensorShape.Of(shape), Stages(shape), w => Scale(w, options), batchNorm: false);
}
