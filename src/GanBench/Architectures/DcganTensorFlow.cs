using GanBench.Imaging;
using GanBench.Networks;
using GanBench.Networks.Layers;
using GanBench.Recipes;

namespace GanBench.Architectures;

/// <summary>
/// The DCGAN of the hyperparameters-2023 study: TensorFlow's DCGAN tutorial, both networks updated from one forward pass.
/// </summary>
internal sealed class DcganTensorFlow : Architecture
{
    /// <inheritdoc/>
    public override string Name => "dcgan-tf";

    /// <inheritdoc/>
    public override string Title => "DCGAN of TensorFlow's tutorial";

    /// <inheritdoc/>
    public override string Source => "hyperparameters-2023";

    /// <inheritdoc/>
    public override IReadOnlyList<int> Sides => [28, 32, 64, 128];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Assumptions =>
    [
        "Both gradients come from one forward pass of each network, dropout on, and the discriminator's loss is the sum of its parts, as "
        + "the tutorial's tape has it.",
        "An epoch's last, smaller batch brings as many latent vectors as it has images; the tutorial keeps 256.",
        "Other sides keep the layers and start from a quarter of the side.",
    ];

    // Keras's defaults of the time: LeakyReLU 0.3, batch norm momentum 0.99 and epsilon 1e-3.
    private static LeakyRelu LeakyRelu => new(0.3);

    private static BatchNorm BatchNorm => new(0.99, 1e-3);

    /// <inheritdoc/>
    public override Recipe DefaultRecipe(SampleShape shape) => new()
    {
        Scheme = Recipe.Simultaneous,
        Discriminator = new() { Optimizer = OptimizerOptions.KerasAdam(1e-4) },
        Generator = new() { Optimizer = OptimizerOptions.KerasAdam(1e-4), Latents = GeneratorLatents.Reused },
        Data = new() { Order = DataOrder.Buffer, BufferSize = 60_000, DropLast = false },
    };

    // 50 epochs of 60,000 images.
    /// <inheritdoc/>
    public override TrainingOptions DefaultTraining(SampleShape shape) =>
        new() { Steps = 50 * 235, BatchSize = 256, SampleEvery = 235, SampleCount = 16 };

    /// <inheritdoc/>
    public override Network Generator(SampleShape shape, NetworkOptions options)
    {
        var (first, side) = (Scale(256, options), shape.Height / 4);
        return new Network("generator", TensorShape.Vector(options.Latent),
            new Dense(side * side * first) { Bias = false }, BatchNorm, LeakyRelu, new Reshape(first, side, side),
            new ConvTranspose(Scale(128, options), 5) { Bias = false }, BatchNorm, LeakyRelu,
            new ConvTranspose(Scale(64, options), 5, 2) { Bias = false }, BatchNorm, LeakyRelu,
            new ConvTranspose(shape.Channels, 5, 2) { Bias = false }, new TanhActivation());
    }

    /// <inheritdoc/>
    public override Network Discriminator(SampleShape shape, NetworkOptions options) =>
        new("discriminator", TensorShape.Of(shape),
            new Conv(Scale(64, options), 5, 2), LeakyRelu, new Dropout(0.3),
            new Conv(Scale(128, options), 5, 2), LeakyRelu, new Dropout(0.3),
            new Flattened(), new Dense(1));
}
