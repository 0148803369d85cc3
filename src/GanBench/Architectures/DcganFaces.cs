using GanBench.Imaging;
using GanBench.Networks;
using GanBench.Recipes;

namespace GanBench.Architectures;

/// <summary>The DCGAN of the beranek-2023 study: the network, initial weights and loop of PyTorch's DCGAN faces tutorial.</summary>
internal sealed class DcganFaces : Architecture
{
    /// <inheritdoc/>
    public override string Name => "dcgan-faces";

    /// <inheritdoc/>
    public override string Title => "DCGAN for faces (PyTorch tutorial)";

    /// <inheritdoc/>
    public override string Source => "beranek-2023";

    /// <inheritdoc/>
    public override IReadOnlyList<int> Sides => [32, 64, 128];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Assumptions =>
    [
        "Other sides take a stage less or more than the 64 pixels of the tutorial; the study has 32 with one stage fewer.",
    ];

    /// <inheritdoc/>
    public override Recipe DefaultRecipe(SampleShape shape) => Faces.Recipe;

    /// <inheritdoc/>
    public override TrainingOptions DefaultTraining(SampleShape shape) => Faces.Training;

    /// <inheritdoc/>
    public override Network Generator(SampleShape shape, NetworkOptions options) =>
        Faces.Generator(shape, options.Latent, w => Scale(w, options));

    /// <inheritdoc/>
    public override Network Discriminator(SampleShape shape, NetworkOptions options) => Faces.Discriminator(shape, w => Scale(w, options));
}
