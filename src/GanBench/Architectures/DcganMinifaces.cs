using GanBench.Imaging;
using GanBench.Networks;
using GanBench.Recipes;

namespace GanBench.Architectures;

/// <summary>Scenario 3 of the sabiri-2022 study: a DCGAN from a latent tensor 128×1×1 to 3×64×64, Adam.</summary>
internal sealed class DcganMinifaces : Architecture
{
    /// <inheritdoc/>
    public override string Name => "dcgan-minifaces";

    /// <inheritdoc/>
    public override string Title => "DCGAN with latent 128 for small faces (scenario 3)";

    /// <inheritdoc/>
    public override string Source => "sabiri-2022";

    /// <inheritdoc/>
    public override IReadOnlyList<int> Sides => [32, 64, 128];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Assumptions =>
    [
        "Widths are not stated: those of dcgan-faces, with batch norm after the discriminator's first convolution too.",
        "The text says 3×28×28 for the generated image and 3×64×64 for the data; 3×64×64 is taken for both.",
        "Adam at 2e-4 with β1 0.5, batch 128, PyTorch's default initial weights.",
    ];

    /// <inheritdoc/>
    public override Recipe DefaultRecipe(SampleShape shape) => new()
    {
        Network = new() { Latent = 128 },
        Discriminator = new() { Optimizer = OptimizerOptions.PyTorchAdam(2e-4, 0.5) },
        Generator = new() { Optimizer = OptimizerOptions.PyTorchAdam(2e-4, 0.5) },
        Init = new() { Weights = Initializer.PyTorchDefault },
    };

    /// <inheritdoc/>
    public override Network Generator(SampleShape shape, NetworkOptions options) =>
        Faces.Generator(shape, options.Latent, w => Scale(w, options));

    /// <inheritdoc/>
    public override Network Discriminator(SampleShape shape, NetworkOptions options) =>
        Faces.Discriminator(shape, w => Scale(w, options), normalizeFirst: true);
}
