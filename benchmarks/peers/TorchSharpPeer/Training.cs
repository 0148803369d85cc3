using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharpPeer;

/// <summary>A pair of networks in training.</summary>
/// <param name="generator">Latent vectors → images.</param>
/// <param name="discriminator">Images → logits.</param>
/// <param name="latent">Shape of a latent vector.</param>
/// <param name="batchSize">Images per batch.</param>
internal abstract class Training(
    Module<Tensor, Tensor> generator, Module<Tensor, Tensor> discriminator, long[] latent, int batchSize)
{
    public Module<Tensor, Tensor> Generator => generator;

    public Module<Tensor, Tensor> Discriminator => discriminator;

    /// <summary>What GanBench says of its own networks too, so that the two can be compared before their times are.</summary>
    public string Networks => $"generator {Count(generator)} and discriminator {Count(discriminator)} parameters, batch {batchSize}";

    /// <summary>Steps that the discriminator's optimiser has taken.</summary>
    public int DiscriminatorUpdates { get; protected set; }

    /// <summary>The optimisers, generator's first.</summary>
    public abstract IReadOnlyList<TorchSharp.Modules.OptimizerHelper> Optimizers { get; }

    protected int BatchSize => batchSize;

    /// <summary>One generator update with its discriminator updates.</summary>
    /// <param name="images">All images, N×C×H×W in [-1, 1].</param>
    /// <returns>The losses, as a tutorial prints them.</returns>
    public abstract (float Discriminator, float Generator) Step(Tensor images);

    /// <summary>Latent vectors of a batch.</summary>
    public Tensor Latents() => randn([batchSize, .. latent]);

    /// <summary>A batch of images, drawn with replacement.</summary>
    protected Tensor Draw(Tensor images) => images.index_select(0, randint(images.shape[0], [batchSize], int64));

    /// <summary>Images of the generator without a graph.</summary>
    protected Tensor Fakes()
    {
        using (no_grad())
            return generator.call(Latents());
    }

    /// <summary>Images of the generator in evaluation mode, as Keras's predict makes them.</summary>
    protected Tensor Predicted()
    {
        generator.eval();
        var fake = Fakes();
        generator.train();
        return fake;
    }

    /// <summary>One step of an optimiser down a loss.</summary>
    protected static float Update(optim.Optimizer optimizer, Tensor loss)
    {
        optimizer.zero_grad();
        loss.backward();
        optimizer.step();
        return loss.item<float>();
    }

    private static long Count(Module module) => module.parameters().Sum(p => p.numel());
}
