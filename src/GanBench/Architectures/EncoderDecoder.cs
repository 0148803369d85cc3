using GanBench.Imaging;
using GanBench.Networks;
using GanBench.Networks.Layers;
using GanBench.Recipes;

namespace GanBench.Architectures;

/// <summary>Scenario 2 of the sabiri-2022 study: encoder blocks in the discriminator, decoder blocks in the generator, Adam.</summary>
internal sealed class EncoderDecoder : Architecture
{
    /// <inheritdoc/>
    public override string Name => "encoder-decoder";

    /// <inheritdoc/>
    public override string Title => "GAN of encoder and decoder blocks (scenario 2)";

    /// <inheritdoc/>
    public override string Source => "sabiri-2022";

    /// <inheritdoc/>
    public override IReadOnlyList<int> Sides => [32, 64, 128];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Assumptions =>
    [
        "Widths are not stated: encoder blocks of 64, 128, 256, 512 filters, decoder blocks of 512, 256, 128, 64, 4×4 kernels of stride 2.",
        "Adam at 2e-4 with β1 0.5 and batch 128; LeakyReLU 0.2; batch norm with momentum 0.9.",
    ];

    private static BatchNorm BatchNorm => new(0.9, 1e-3);

    /// <inheritdoc/>
    public override Recipe DefaultRecipe(SampleShape shape) => new()
    {
        Discriminator = new() { Optimizer = OptimizerOptions.KerasAdam(2e-4, 0.5) },
        Generator = new() { Optimizer = OptimizerOptions.KerasAdam(2e-4, 0.5) },
    };

    /// <inheritdoc/>
    public override Network Generator(SampleShape shape, NetworkOptions options)
    {
        var first = Scale(32 << Stages(shape), options);
        var layers = new List<Layer> { new Dense(4 * 4 * first), new LeakyRelu(), new Reshape(first, 4, 4) };
        for (var stage = Stages(shape) - 1; stage >= 0; stage--)
            layers.AddRange([new ConvTranspose(Scale(64 << stage, options), 4, 2), BatchNorm, new LeakyRelu()]);
        return new Network("generator", TensorShape.Vector(options.Latent), [.. layers, new Conv(shape.Channels, 4), new TanhActivation()]);
    }

    /// <inheritdoc/>
    public override Network Discriminator(SampleShape shape, NetworkOptions options)
    {
        var layers = new List<Layer>();
        for (var stage = 0; stage < Stages(shape); stage++)
            layers.AddRange([new Conv(Scale(64 << stage, options), 4, 2), BatchNorm, new LeakyRelu()]);
        return new Network("discriminator", TensorShape.Of(shape), [.. layers, new Flattened(), new Dense(1)]);
    }
}
