using GanBench.Imaging;
using GanBench.Networks;
using GanBench.Recipes;

namespace GanBench.Architectures;

/// <summary>WGAN-GP with the residual networks for CIFAR-10 (Gulrajani et al. 2017, appendix F, table 3).</summary>
internal sealed class ResnetWganGp : Architecture
{
    /// <inheritdoc/>
    public override string Name => "resnet-wgan-gp";

    /// <inheritdoc/>
    public override string Title => "Residual Wasserstein GAN with gradient penalty";

    /// <inheritdoc/>
    public override string Source => "Gulrajani et al. 2017, arXiv:1704.00028";

    /// <inheritdoc/>
    public override IReadOnlyList<int> Sides => [32];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Assumptions =>
    [
        "Initial weights are not stated: Glorot uniform.",
        "Upsampling stands before a block's first convolution, as in the authors' code; the text says before the second.",
        "The first critic block has no ReLU before its first convolution, as in the authors' code: it would clip the image.",
    ];

    /// <inheritdoc/>
    public override Recipe DefaultRecipe(SampleShape shape)
    {
        var adam = OptimizerOptions.PyTorchAdam(2e-4, 0, 0.9) with { LinearDecay = true };
        return new()
        {
            Network = new() { Latent = 128 },
            Objective = "wasserstein",
            Discriminator = new() { Steps = 5, Optimizer = adam },
            Generator = new() { Optimizer = adam },
            Regularizer = new() { GradientPenalty = GradientPenalty.TwoSided, PenaltyWeight = 10 },
        };
    }

    /// <inheritdoc/>
    public override TrainingOptions DefaultTraining(SampleShape shape) => new() { Steps = 100_000, BatchSize = 64 };

    /// <inheritdoc/>
    public override Network Generator(SampleShape shape, NetworkOptions options) =>
        ResidualBlocks.Generator(shape, options.Latent, Scale(128, options));

    /// <inheritdoc/>
    public override Network Discriminator(SampleShape shape, NetworkOptions options) =>
        ResidualBlocks.Discriminator(shape, Scale(128, options), spectralNorm: false, meanPool: true);
}
