using GanBench.Imaging;
using GanBench.Networks;
using GanBench.Networks.Layers;
using GanBench.Recipes;

namespace GanBench.Architectures;

/// <summary>The networks, initial weights and loop of PyTorch's DCGAN faces tutorial, which beranek-2023 builds on.</summary>
internal static class Faces
{
    /// <summary>
    /// Adam(2e-4, β1 0.5), weights from N(0, 0.02), and a generator that learns from the fakes of the discriminator's update.
    /// </summary>
    public static Recipe Recipe { get; } = new()
    {
        Discriminator = new() { Optimizer = OptimizerOptions.PyTorchAdam(2e-4, 0.5) },
        Generator = new() { Optimizer = OptimizerOptions.PyTorchAdam(2e-4, 0.5), Latents = GeneratorLatents.Reused },
        Init = new() { Weights = Initializer.Normal002, NormalBatchNorm = true },
        Data = new() { DropLast = false },
    };

    /// <summary>30 epochs of CelebA, 202,599 images in batches of 128.</summary>
    public static TrainingOptions Training { get; } = new() { Steps = 30 * 1_583, BatchSize = 128 };

    /// <summary>Transposed 4×4 convolutions without biases, from the latent vector as an image of one pixel.</summary>
    public static Network Generator(SampleShape shape, int latent, Func<int, int> width)
    {
        var stages = Architecture.Stages(shape);
        var layers = new List<Layer> { new Reshape(latent, 1, 1) };
        for (var stage = stages - 1; stage >= 0; stage--)
        {
            var first = stage == stages - 1;
            layers.AddRange([
                new ConvTranspose(width(64 << stage), 4, first ? 1 : 2, Padding.Of(first ? 0 : 1)) { Bias = false }, new BatchNorm(),
                new Relu()]);
        }
        return new Network("generator", TensorShape.Vector(latent),
            [.. layers, new ConvTranspose(shape.Channels, 4, 2, Padding.Of(1)) { Bias = false }, new TanhActivation()]);
    }

    /// <summary>Strided 4×4 convolutions without biases, down to one pixel.</summary>
    public static Network Discriminator(SampleShape shape, Func<int, int> width, bool normalizeFirst = false)
    {
        var layers = new List<Layer?>();
        for (var stage = 0; stage < Architecture.Stages(shape); stage++)
        {
            layers.Add(new Conv(width(64 << stage), 4, 2, Padding.Of(1)) { Bias = false });
            layers.Add(stage > 0 || normalizeFirst ? new BatchNorm() : null);
            layers.Add(new LeakyRelu());
        }
        return new Network(
            "discriminator", TensorShape.Of(shape), [.. layers, new Conv(1, 4, 1, Padding.Valid) { Bias = false }, new Flattened()]);
    }
}
