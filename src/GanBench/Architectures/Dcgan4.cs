using GanBench.Imaging;
using GanBench.Networks;
using GanBench.Networks.Layers;
using GanBench.Recipes;

namespace GanBench.Architectures;

/// <summary>The convolutional GAN of the mcginney-poster study: four convolutional layers in each network.</summary>
internal sealed class Dcgan4 : Architecture
{
    /// <inheritdoc/>
    public override string Name => "dcgan4";

    /// <inheritdoc/>
    public override string Title => "Convolutional GAN of four layers";

    /// <inheritdoc/>
    public override string Source => "mcginney-poster";

    /// <inheritdoc/>
    public override IReadOnlyList<int> Sides => [28, 32, 64, 128];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Assumptions =>
    [
        "Widths are not stated: discriminator 64, 128, 128, 256 with 3×3 kernels, the first of stride 1 and the others of stride 2.",
        "Generator: a dense layer to 256 channels at a quarter of the side, transposed 4×4 convolutions to 128 channels (stride 2), 128 "
        + "(stride 2) and 128 (stride 1), a 3×3 convolution to the image.",
        "No batch norm and no dropout, since the poster names none.",
        "Weights, epsilon and the two discriminator steps (real, then fake) are as in Keras, which the study used.",
    ];

    /// <inheritdoc/>
    public override Recipe DefaultRecipe(SampleShape shape) => PosterKeras.Recipe;

    /// <inheritdoc/>
    public override TrainingOptions DefaultTraining(SampleShape shape) => PosterKeras.Training;

    /// <inheritdoc/>
    public override Network Generator(SampleShape shape, NetworkOptions options)
    {
        var (first, hidden, side) = (Scale(256, options), Scale(128, options), shape.Height / 4);
        return new Network("generator", TensorShape.Vector(options.Latent),
            new Dense(side * side * first), new LeakyRelu(), new Reshape(first, side, side),
            new ConvTranspose(hidden, 4, 2), new LeakyRelu(),
            new ConvTranspose(hidden, 4, 2), new LeakyRelu(),
            new ConvTranspose(hidden, 4), new LeakyRelu(),
            new Conv(shape.Channels, 3), new TanhActivation());
    }

    /// <inheritdoc/>
    public override Network Discriminator(SampleShape shape, NetworkOptions options) =>
        new("discriminator", TensorShape.Of(shape),
            new Conv(Scale(64, options), 3), new LeakyRelu(),
            new Conv(Scale(128, options), 3, 2), new LeakyRelu(),
            new Conv(Scale(128, options), 3, 2), new LeakyRelu(),
            new Conv(Scale(256, options), 3, 2), new LeakyRelu(),
            new Flattened(), new Dense(1));
}
