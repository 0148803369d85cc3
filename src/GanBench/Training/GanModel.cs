using GanBench.Architectures;
using GanBench.Engine;
using GanBench.Imaging;
using GanBench.Networks;
using GanBench.Recipes;
using GanBench.Training.Optimizers;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanBench.Training;

/// <summary>The two networks of a run with their optimisers, on one device.</summary>
public sealed class GanModel : IDisposable
{
    private readonly ulong _seed;
    private readonly Recipe _recipe;
    private readonly ScalarType _dtype;

    /// <summary>Builds both networks with the weights that the seed gives.</summary>
    /// <param name="architecture">Describes the networks.</param>
    /// <param name="shape">Shape of the samples.</param>
    /// <param name="recipe">Width, initialisation and optimisers.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="device">Where the networks live.</param>
    /// <param name="dtype">Type of weights and latents: float32, or float64 to check against a reference.</param>
    public GanModel(
        Architecture architecture, SampleShape shape, Recipe recipe, ulong seed, Device device, ScalarType dtype = ScalarType.Float32)
    {
        (_seed, _recipe, _dtype, Shape, Device) = (seed, recipe, dtype, shape, device);
        Generator = Create(architecture.Generator(shape, recipe.Network), "generator", out var generatorNoise);
        Discriminator = Create(architecture.Discriminator(shape, recipe.Network), "discriminator", out var discriminatorNoise);
        (GeneratorNoise, DiscriminatorNoise) = (generatorNoise, discriminatorNoise);
        GeneratorOptimizer = OptimizerRegistry.Create(Generator, recipe.Generator.Optimizer);
        DiscriminatorOptimizer = OptimizerRegistry.Create(Discriminator, recipe.Discriminator.Optimizer);
        if (recipe.Generator.Ema > 0)
        {
            Average = Create(architecture.Generator(shape, recipe.Network), "generator", out _);
            Average.eval();
        }
    }

    /// <summary>Latent vectors N×latent → samples N×C×H×W in [-1, 1].</summary>
    public Module<Tensor, Tensor> Generator { get; }

    /// <summary>Samples N×C×H×W → logits N×1.</summary>
    public Module<Tensor, Tensor> Discriminator { get; }

    /// <summary>The generator with averaged weights, or null when the recipe keeps none.</summary>
    public Module<Tensor, Tensor>? Average { get; }

    /// <summary>Dropout masks of the generator.</summary>
    public DropoutNoise GeneratorNoise { get; }

    /// <summary>Dropout masks of the discriminator.</summary>
    public DropoutNoise DiscriminatorNoise { get; }

    /// <summary>The generator's optimiser.</summary>
    public Optimizer GeneratorOptimizer { get; }

    /// <summary>The discriminator's optimiser.</summary>
    public Optimizer DiscriminatorOptimizer { get; }

    /// <summary>Shape of the samples.</summary>
    public SampleShape Shape { get; }

    /// <summary>Where the networks live.</summary>
    public Device Device { get; }

    /// <summary>The latent vectors of one stream position.</summary>
    /// <param name="stream">Name of the stream, e.g. <see cref="Random.Streams.LatentTraining"/>.</param>
    /// <param name="index">Position, usually the step.</param>
    /// <param name="count">How many vectors.</param>
    /// <returns>count×latent, of the model's type and on its device.</returns>
    public Tensor Latents(string stream, long index, int count) =>
        LatentSource.Draw(_recipe.Network, _seed, stream, index, count, Device).MoveTo(Device, _dtype);

    /// <summary>Samples of the trained generator (the averaged one where there is one), in evaluation mode, without gradients.</summary>
    /// <param name="latents">N×latent.</param>
    /// <returns>N×C×H×W in [-1, 1].</returns>
    public Tensor Sample(Tensor latents)
    {
        var network = Average ?? Generator;
        var training = network.training;
        network.eval();
        try
        {
            using var noGrad = no_grad();
            return network.call(latents);
        }
        finally
        {
            network.train(training);
        }
    }

    /// <summary>
    /// Moves the averaged weights towards the generator's: average ← decay · average + (1 − decay) · weight; buffers are copied.
    /// </summary>
    public void UpdateAverage()
    {
        if (Average is null)
            return;
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var (decay, rest) = (Scalars.Of(_recipe.Generator.Ema), Scalars.Of(1 - _recipe.Generator.Ema));
        foreach (var (mean, value) in Average.parameters().Zip(Generator.parameters()))
            mean.mul_(decay).add_(value, rest);
        foreach (var (mean, value) in Average.buffers().Zip(Generator.buffers()))
            mean.copy_(value);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Generator.Dispose();
        Discriminator.Dispose();
        Average?.Dispose();
        GeneratorOptimizer.Dispose();
        DiscriminatorOptimizer.Dispose();
    }

    private Module<Tensor, Tensor> Create(Network network, string name, out DropoutNoise noise)
    {
        noise = new DropoutNoise(_seed, name);
        var module = network.Build(new BuildContext(noise));
        WeightInitializer.Apply(module, _recipe.Init, _seed, name);
        module.to(Device).to(_dtype);
        MemoryLayout.LayOut(module, _recipe.MemoryFormat);
        return module;
    }
}
