using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharpPeer;

/// <summary>
/// Binary cross-entropy on logits; the discriminator takes an optimiser step for its real batch and one for its fakes, which the generator
/// makes in evaluation mode (Keras's <c>train_on_batch</c> and <c>predict</c>).
/// </summary>
internal sealed class GanTraining(Sequential generator, Sequential discriminator, int batchSize)
    : Training(generator, discriminator, [100], batchSize)
{
    private readonly Adam _generatorAdam = optim.Adam(generator.parameters(), lr: 2e-4, beta1: 0.5, eps: 1e-7);
    private readonly Adam _discriminatorAdam = optim.Adam(discriminator.parameters(), lr: 2e-4, beta1: 0.5, eps: 1e-7);
    private readonly BCEWithLogitsLoss _loss = BCEWithLogitsLoss();

    public override IReadOnlyList<OptimizerHelper> Optimizers => [_generatorAdam, _discriminatorAdam];

    public override (float Discriminator, float Generator) Step(Tensor images)
    {
        using var d = NewDisposeScope();
        var (isReal, isFake) = (ones(BatchSize, 1), zeros(BatchSize, 1));
        var (real, fake) = (Draw(images), Predicted());
        var lossReal = Update(_discriminatorAdam, _loss.call(Discriminator.call(real), isReal));
        var lossFake = Update(_discriminatorAdam, _loss.call(Discriminator.call(fake), isFake));
        DiscriminatorUpdates += 2;
        return (lossReal + lossFake, Update(_generatorAdam, _loss.call(Discriminator.call(Generator.call(Latents())), isReal)));
    }
}
