using GanBench.Imaging;
using GanBench.Networks;
using GanBench.Recipes;

namespace GanBench.Architectures;

/// <summary>
/// The least squares GAN of the beranek-2023 study: the networks of dcgan-faces, mean squared error to the targets 1 and 0.
/// </summary>
internal sealed class Lsgan : Architecture
{
    /// <inheritdoc/>
    public override string Name => "lsgan";

    /// <inheritdoc/>
    public override string Title => "Least squares GAN";

    /// <inheritdoc/>
    public override string Source => "beranek-2023";

    /// <inheritdoc/>
    public override IReadOnlyList<int> Sides => [28, 32, 64, 128];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Assumptions =>
    [
        "The mean squared error has no factor ½ (Mao et al. 2017 have one).",
        "At 28×28, which the study does not have, networks and optimiser are those of dcgan.",
    ];

    /// <inheritdoc/>
    public override Recipe DefaultRecipe(SampleShape shape) =>
        (shape.Height == 28 ? ChenKeras.Adam
            : Faces.Recipe) with { Objective = "least-squares", LeastSquares = new() { A = 0, B = 1, C = 1 } };

    /// <inheritdoc/>
    public override TrainingOptions DefaultTraining(SampleShape shape) => shape.Height == 28 ? new() { BatchSize = 128 } : Faces.Training;

    /// <inheritdoc/>
    public override Network Generator(SampleShape shape, NetworkOptions options) =>
        shape.Height == 28 ? new Dcgan().Generator(shape, options) : Faces.Generator(shape, options.Latent, w => Scale(w, options));

    /// <inheritdoc/>
    public override Network Discriminator(SampleShape shape, NetworkOptions options) =>
        shape.Height == 28 ? new Dcgan().Discriminator(shape, options) : Faces.Discriminator(shape, w => Scale(w, options));
}
