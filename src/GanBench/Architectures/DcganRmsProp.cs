using GanBench.Imaging;
using GanBench.Networks;
using GanBench.Networks.Layers;
using GanBench.Recipes;

namespace GanBench.Architectures;

/// <summary>
/// Scenario 1 of the sabiri-2022 study: ReLU networks, dropout in the generator, strided convolutions in the discriminator, RMSprop.
/// </summary>
internal sealed class DcganRmsProp : Architecture
{
    /// <inheritdoc/>
    public override string Name => "dcgan-rmsprop";

    /// <inheritdoc/>
    public override string Title => "DCGAN with RMSprop (scenario 1)";

    /// <inheritdoc/>
    public override string Source => "sabiri-2022";

    /// <inheritdoc/>
    public override IReadOnlyList<int> Sides => [32, 64, 128];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Assumptions =>
    [
        "Widths are not stated beyond 4×4×128 at the start, 16 units in the generator and 64 in the discriminator: transposed 4×4 "
        + "convolutions halve 128 channels down to 16 at the last stage; strided 4×4 convolutions double 64.",
        "Dropout 0.25 between the generator's stages; no batch norm, which the study brings in with scenario 2.",
        "RMSprop at 2e-4 with Keras's decay 0.9; batch 128.",
    ];

    /// <inheritdoc/>
    public override Recipe DefaultRecipe(SampleShape shape) => new()
    {
        Discriminator = new() { Optimizer = OptimizerOptions.KerasRmsProp(2e-4) },
        Generator = new() { Optimizer = OptimizerOptions.KerasRmsProp(2e-4) },
    };

    /// <inheritdoc/>
    public override Network Generator(SampleShape shape, NetworkOptions options)
    {
        var first = Scale(128, options);
        var layers = new List<Layer> { new Dense(4 * 4 * first), new Relu(), new Reshape(first, 4, 4) };
        for (var stage = 0; stage < Stages(shape); stage++)
            layers.AddRange([new ConvTranspose(Scale(128 >> stage, options), 4, 2), new Relu(), new Dropout(0.25)]);
        return new Network("generator", TensorShape.Vector(options.Latent), [.. layers, new Conv(shape.Channels, 3), new TanhActivation()]);
    }

    /// <inheritdoc/>
    public override Network Discriminator(SampleShape shape, NetworkOptions options)
    {
        var layers = new List<Layer>();
        for (var stage = 0; stage < Stages(shape); stage++)
            layers.AddRange([new Conv(Scale(64 << stage, options), 4, 2), new Relu()]);
        return new Network("discriminator", TensorShape.Of(shape), [.. layers, new Flattened(), new Dense(1)]);
    }
}
