using GanBench.Imaging;
using GanBench.Networks;
using GanBench.Networks.Layers;
using GanBench.Recipes;

namespace GanBench.Architectures;

/// <summary>The deep convolutional GAN of chen-2019 (figures 4-4 and 4-21).</summary>
internal sealed class Dcgan : Architecture
{
    /// <inheritdoc/>
    public override string Name => "dcgan";

    /// <inheritdoc/>
    public override string Title => "Deep convolutional GAN";

    /// <inheritdoc/>
    public override string Source => ChenKeras.Source;

    /// <inheritdoc/>
    public override IReadOnlyList<int> Sides => [28, 32, 64, 128];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Assumptions =>
    [
        "Dropout and batch norm are in training mode in the generator's update, as Keras's train_on_batch has them.",
        "32 and 128 pixels take one stage less or more than the study's 64.",
    ];

    /// <inheritdoc/>
    public override Recipe DefaultRecipe(SampleShape shape) => ChenKeras.Adam;

    /// <inheritdoc/>
    public override TrainingOptions DefaultTraining(SampleShape shape) => new() { BatchSize = shape.Height == 28 ? 128 : 64 };

    /// <inheritdoc/>
    public override Network Generator(SampleShape shape, NetworkOptions options)
    {
        if (shape.Height != 28)
            return ChenKeras.ColourGenerator(TensorShape.Of(shape), options.Latent, Stages(shape), w => Scale(w, options));
        var first = Scale(128, options);
        return new Network("generator", TensorShape.Vector(options.Latent),
            new Dense(7 * 7 * first), new Relu(), new Reshape(first, 7, 7),
            new Upsample(), new Conv(first, 3), ChenKeras.BatchNorm, new Relu(),
            new Upsample(), new Conv(Scale(64, options), 3), ChenKeras.BatchNorm, new Relu(),
            new Conv(shape.Channels, 3), new TanhActivation());
    }

    /// <inheritdoc/>
    public override Network Discriminator(SampleShape shape, NetworkOptions options)
    {
        var image = TensorShape.Of(shape);
        if (shape.Height != 28)
            return ChenKeras.ColourDiscriminator(image, Stages(shape), w => Scale(w, options), batchNorm: true);
        return new Network("discriminator", image,
            new Conv(Scale(32, options), 3, 2), ChenKeras.LeakyRelu, ChenKeras.Dropout,
            new Conv(Scale(64, options), 3, 2), new ZeroPadBottomRight(), ChenKeras.BatchNorm, ChenKeras.LeakyRelu, ChenKeras.Dropout,
            new Conv(Scale(128, options), 3, 2), ChenKeras.BatchNorm, ChenKeras.LeakyRelu, ChenKeras.Dropout,
            new Conv(Scale(256, options), 3), ChenKeras.BatchNorm, ChenKeras.LeakyRelu, ChenKeras.Dropout,
            new Flattened(), new Dense(1));
    }
}
