using GanBench.Imaging;
using GanBench.Networks;
using GanBench.Networks.Layers;
using GanBench.Recipes;

namespace GanBench.Architectures;

/// <summary>The fully connected GAN of chen-2019 (figures 4-1 and 4-18).</summary>
internal sealed class VanillaGan : Architecture
{
    /// <inheritdoc/>
    public override string Name => "gan";

    /// <inheritdoc/>
    public override string Title => "Vanilla GAN, fully connected";

    /// <inheritdoc/>
    public override string Source => ChenKeras.Source;

    /// <inheritdoc/>
    public override IReadOnlyList<int> Sides => [28, 32, 64, 128];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Assumptions =>
    [
        "Dropout and batch norm are in training mode in the generator's update, as Keras's train_on_batch has them.",
        "32 and 128 pixels take the layers of the study's 64.",
    ];

    /// <inheritdoc/>
    public override Recipe DefaultRecipe(SampleShape shape) => ChenKeras.Adam;

    /// <inheritdoc/>
    public override TrainingOptions DefaultTraining(SampleShape shape) => new() { BatchSize = shape.Height == 28 ? 128 : 64 };

    /// <inheritdoc/>
    public override Network Generator(SampleShape shape, NetworkOptions options)
    {
        var image = TensorShape.Of(shape);
        int[] widths = shape.Height == 28 ? [256, 512, 1024] : [512, 512, 512, 512];
        var hidden = widths.SelectMany(w => new Layer?[]
        {
            new Dense(Scale(w, options)), ChenKeras.LeakyRelu, shape.Height == 28 ? ChenKeras.BatchNorm : null,
        });
        return new Network("generator", TensorShape.Vector(options.Latent),
            [.. hidden, new Dense(image.Length), new TanhActivation(), new Reshape(image.Channels, image.Height, image.Width)]);
    }

    /// <inheritdoc/>
    public override Network Discriminator(SampleShape shape, NetworkOptions options)
    {
        int[] widths = shape.Height == 28 ? [512, 256] : [512, 512, 512, 512];
        var hidden = widths.SelectMany(w => new Layer[] { new Dense(Scale(w, options)), ChenKeras.LeakyRelu });
        return new Network("discriminator", TensorShape.Of(shape), [new Flattened(), .. hidden, new Dense(1)]);
    }
}
