using GanBench.Imaging;
using GanBench.Networks;
using GanBench.Networks.Layers;
using GanBench.Recipes;

namespace GanBench.Architectures;

/// <summary>
/// Scenario 4 of the sabiri-2022 study: one hidden layer of 16 ReLU units in the generator and of 64 in the discriminator, for N(0, 1).
/// </summary>
internal sealed class Mlp1d : Architecture
{
    /// <inheritdoc/>
    public override string Name => "mlp-1d";

    /// <inheritdoc/>
    public override string Title => "One hidden layer, for real numbers (scenario 4)";

    /// <inheritdoc/>
    public override string Source => "sabiri-2022";

    /// <inheritdoc/>
    public override string Shapes => "one real number (dataset normal-1d)";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Assumptions =>
    [
        "The latent vector is not stated: one number, uniform on [-1, 1], so that the normal shape must be learned.",
        "Optimiser and batch are not stated: Adam at 1e-3 with β1 0.5, batches of 2,500 of the 50,000 samples, 600 epochs.",
    ];

    /// <inheritdoc/>
    public override bool Supports(SampleShape shape) => shape == new SampleShape(1, 1, 1);

    private const int Epochs = 600, Samples = 50_000, Batch = 2_500;

    /// <inheritdoc/>
    public override Recipe DefaultRecipe(SampleShape shape) => new()
    {
        Network = new() { Latent = 1, LatentDistribution = LatentDistribution.Uniform },
        Discriminator = new() { Optimizer = OptimizerOptions.PyTorchAdam(1e-3, 0.5) },
        Generator = new() { Optimizer = OptimizerOptions.PyTorchAdam(1e-3, 0.5) },
        Init = new() { Weights = Initializer.PyTorchDefault },
    };

    /// <inheritdoc/>
    public override TrainingOptions DefaultTraining(SampleShape shape) =>
        new() { Steps = Epochs * (Samples / Batch), BatchSize = Batch, SampleEvery = 0, CheckpointEvery = 0 };

    /// <inheritdoc/>
    public override Network Generator(SampleShape shape, NetworkOptions options) =>
        new("generator", TensorShape.Vector(options.Latent), new Dense(Scale(16, options)), new Relu(), new Dense(1), new Reshape(1, 1, 1));

    /// <inheritdoc/>
    public override Network Discriminator(SampleShape shape, NetworkOptions options) =>
        new("discriminator", TensorShape.Of(shape), new Flattened(), new Dense(Scale(64, options)), new Relu(), new Dense(1));
}
