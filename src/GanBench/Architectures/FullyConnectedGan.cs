using GanBench.Imaging;
using GanBench.Networks;
using GanBench.Networks.Layers;
using GanBench.Recipes;

namespace GanBench.Architectures;

/// <summary>The fully connected GAN of the mcginney-poster study: four dense layers in each network.</summary>
internal sealed class FullyConnectedGan : Architecture
{
    /// <inheritdoc/>
    public override string Name => "fcgan";

    /// <inheritdoc/>
    public override string Title => "Fully connected GAN of four dense layers";

    /// <inheritdoc/>
    public override string Source => "mcginney-poster";

    /// <inheritdoc/>
    public override IReadOnlyList<int> Sides => [28, 32, 64, 128];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Assumptions =>
    [
        "Widths are not stated: generator 256, 512, 1024 and the image; discriminator 1024, 512, 256 and the logit.",
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
        var image = TensorShape.Of(shape);
        return new Network("generator", TensorShape.Vector(options.Latent),
            new Dense(Scale(256, options)), new LeakyRelu(),
            new Dense(Scale(512, options)), new LeakyRelu(),
            new Dense(Scale(1024, options)), new LeakyRelu(),
            new Dense(image.Length), new TanhActivation(), new Reshape(image.Channels, image.Height, image.Width));
    }

    /// <inheritdoc/>
    public override Network Discriminator(SampleShape shape, NetworkOptions options) =>
        new("discriminator", TensorShape.Of(shape),
            new Flattened(),
            new Dense(Scale(1024, options)), new LeakyRelu(),
            new Dense(Scale(512, options)), new LeakyRelu(),
            new Dense(Scale(256, options)), new LeakyRelu(),
            new Dense(1));
}
