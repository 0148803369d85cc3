using GanBench.Imaging;
using GanBench.Networks;
using GanBench.Recipes;

namespace GanBench.Architectures;

/// <summary>Spectral normalisation GAN (Miyato et al. 2018, table 4): the residual networks for CIFAR-10, hinge loss.</summary>
internal sealed class Sngan : Architecture
{
    /// <inheritdoc/>
    public override string Name => "sngan";

    /// <inheritdoc/>
    public override string Title => "Spectrally normalised residual GAN";

    /// <inheritdoc/>
    public override string Source => "Miyato et al. 2018, arXiv:1802.05957";

    /// <inheritdoc/>
    public override IReadOnlyList<int> Sides => [32];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Assumptions =>
    [
        "Initial weights are not stated: Glorot uniform. The authors' code scales the residual kernels by √2, which spectral "
        + "normalisation divides out of the discriminator.",
        "The learning rate falls linearly to zero and images pass in batches of 64 for both networks.",
    ];

    /// <inheritdoc/>
    public override Recipe DefaultRecipe(SampleShape shape)
    {
        var adam = OptimizerOptions.PyTorchAdam(2e-4, 0, 0.9) with { LinearDecay = true };
        return new()
        {
            Network = new() { Latent = 128 },
            Objective = "hinge",
            Discriminator = new() { Steps = 5, Optimizer = adam },
            Generator = new() { Optimizer = adam },
        };
    }

    /// <inheritdoc/>
    public override TrainingOptions DefaultTraining(SampleShape shape) => new() { Steps = 100_000, BatchSize = 64 };

    /// <inheritdoc/>
    public override Network Generator(SampleShape shape, NetworkOptions options) =>
        ResidualBlocks.Generator(shape, options.Latent, Scale(256, options));

    /// <inheritdoc/>
    public override Network Discriminator(SampleShape shape, NetworkOptions options) =>
        ResidualBlocks.Discriminator(shape, Scale(128, options), spectralNorm: true, meanPool: false);
}
