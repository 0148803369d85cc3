using GanBench.Architectures;
using GanBench.Configuration;
using GanBench.Imaging;
using GanBench.Networks;
using GanBench.Networks.Layers;
using GanBench.Recipes;

namespace OwnGan;

/// <summary>Options of <see cref="TinyGan"/>, under <c>network.options</c>.</summary>
public sealed record TinyOptions
{
    /// <summary>Hidden layers of each network.</summary>
    [RangeRule(1, 8)]
    public int Depth { get; init; } = 1;
}

/// <summary>A dense layer or a few in each network: the smallest GAN that draws something.</summary>
public sealed class TinyGan : Architecture
{
    /// <inheritdoc/>
    public override string Name => "tiny";

    /// <inheritdoc/>
    public override string Title => "GAN of dense layers";

    /// <inheritdoc/>
    public override string Source => "docs/extending.md";

    /// <inheritdoc/>
    public override string Shapes => "any image";

    /// <inheritdoc/>
    public override object? Options { get; } = new TinyOptions();

    /// <inheritdoc/>
    public override bool Supports(SampleShape shape) => true;

    /// <inheritdoc/>
    public override Recipe DefaultRecipe(SampleShape shape) => new()
    {
        Network = new NetworkOptions { Latent = 32 },
        Objective = "least-absolute",
    };

    /// <inheritdoc/>
    public override TrainingOptions DefaultTraining(SampleShape shape) => new() { Steps = 2000, BatchSize = 64 };

    /// <inheritdoc/>
    public override Network Generator(SampleShape shape, NetworkOptions options) =>
        new("generator", TensorShape.Vector(options.Latent),
            [.. Hidden(options), new Dense(shape.Length), new TanhActivation(), new Reshape(shape.Channels, shape.Height, shape.Width)]);

    /// <inheritdoc/>
    public override Network Discriminator(SampleShape shape, NetworkOptions options) =>
        new("discriminator", TensorShape.Of(shape),
            [new Flattened(), .. Hidden(options), new Dense(1)]);

    private IEnumerable<Layer> Hidden(NetworkOptions options) =>
        Enumerable.Range(0, OptionsOf<TinyOptions>(options).Depth).SelectMany<int, Layer>(
            _ => [new Dense(Scale(128, options)), new LeakyRelu()]);
}
