using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharpPeer;

/// <summary>
/// The loop of PyTorch's DCGAN tutorial: one discriminator update on a real batch and a fake one, and a generator that learns from the
/// same fakes. The sigmoid is in the loss.
/// </summary>
internal sealed class FacesTraining(Sequential generator, Sequential discriminator, int batchSize)
    : Training(generator, discriminator, [100, 1, 1], batchSize)
{
    private readonly Adam _generatorAdam = optim.Adam(generator.parameters(), lr: 2e-4, beta1: 0.5);
    private readonly Adam _discriminatorAdam = optim.Adam(discriminator.parameters(), lr: 2e-4, beta1: 0.5);
    private readonly BCEWithLogitsLoss _loss = BCEWithLogitsLoss();

    public override IReadOnlyList<OptimizerHelper> Optimizers => [_generatorAdam, _discriminatorAdam];

    public override (float Discriminator, float Generator) Step(Tensor images)
    {
        using var d = NewDisposeScope();
        var (isReal, isFake) = (ones(BatchSize, 1), zeros(BatchSize, 1));

        _discriminatorAdam.zero_grad();
        var lossReal = _loss.call(Discriminator.call(Draw(images)), isReal);
        lossReal.backward();
        var fake = Generator.call(Latents());
        var lossFake = _loss.call(Discriminator.call(fake.detach()), isFake);
        lossFake.backward();
        _discriminatorAdam.step();
        DiscriminatorUpdates++;

        var lossGenerator = Update(_generatorAdam, _loss.call(Discriminator.call(fake), isReal));
        return (lossReal.item<float>() + lossFake.item<float>(), lossGenerator);
    }
}
