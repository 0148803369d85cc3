using GanBench.Imaging;
using GanBench.Networks;
using GanBench.Recipes;

namespace GanBench.Architectures;

/// <summary>The adaptive weighted discriminator of the sabiri-2022 study (Zadorozhnyy et al. 2021) on the networks of dcgan.</summary>
internal sealed class AdaptiveWeightedGan : Architecture
{
    /// <inheritdoc/>
    public override string Name => "aw-gan";

    /// <inheritdoc/>
    public override string Title => "DCGAN with adaptively weighted discriminator loss";

    /// <inheritdoc/>
    public override string Source => "sabiri-2022";

    /// <inheritdoc/>
    public override IReadOnlyList<int> Sides => [28, 32, 64, 128];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Assumptions =>
    [
        "The study does not name networks for it: those of dcgan, with its optimiser.",
        "Real and fake parts enter one step, since the weights combine their gradients; compare with dcgan under "
        + "discriminator.batches=separate.",
        "Gradients are normalised (algorithm 1 of the aw-GAN paper); weighting=adaptive-plain takes them as they are.",
    ];

    /// <inheritdoc/>
    public override Recipe DefaultRecipe(SampleShape shape)
    {
        var recipe = ChenKeras.Adam;
        return recipe with
        {
            Weighting = Weighting.Adaptive,
            Discriminator = recipe.Discriminator with { Batches = DiscriminatorBatches.Separate },
        };
    }

    /// <inheritdoc/>
    public override TrainingOptions DefaultTraining(SampleShape shape) => new Dcgan().DefaultTraining(shape);

    /// <inheritdoc/>
    public override Network Generator(SampleShape shape, NetworkOptions options) => new Dcgan().Generator(shape, options);

    /// <inheritdoc/>
    public override Network Discriminator(SampleShape shape, NetworkOptions options) => new Dcgan().Discriminator(shape, options);
}
