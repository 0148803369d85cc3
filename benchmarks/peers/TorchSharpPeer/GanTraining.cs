using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharpPeer;

/// <summary>
/// Binary cross-entropy on logits; the discriminator takes an optimiser step for its real batch and one for its fakes, which the generator
/// makes in evaluation mode (Keras's <c>train_on_batch</c> and <c>predict</c>).
/// </summary>
internal sealed class GanTraining(Sequential generator, Sequential discriminator, int batchSize) : ITraining
{
    private const int Latent = 100;

    private readonly Adam _generatorAdam = optim.Adam(generator.parameters(), lr: 2e-4, beta1: 0.5, eps: 1e-7);
    private readonly Adam _discriminatorAdam = optim.Adam(discriminator.parameters(), lr: 2e-4, beta1: 0.5, eps: 1e-7);
    private readonly BCEWithLogitsLoss _loss = BCEWithLogitsLoss();
    private int _discriminatorUpdates;

    public void Step(Tensor images)
    {
        using var d = NewDisposeScope();
        var real = images.index_select(0, randint(images.shape[0], [batchSize], int64));
        var (isReal, isFake) = (ones(batchSize, 1), zeros(batchSize, 1));

        generator.eval();
        Tensor fake;
        using (no_grad())
            fake = generator.call(randn(batchSize, Latent));
        generator.train();

        Update(_discriminatorAdam, _loss.call(discriminator.call(real), isReal));
        Update(_discriminatorAdam, _loss.call(discriminator.call(fake), isFake));
        _discriminatorUpdates += 2;

        Update(_generatorAdam, _loss.call(discriminator.call(generator.call(randn(batchSize, Latent))), isReal));
    }

    public string Describe(int steps) => ITraining.Line(generator, discriminator, _discriminatorUpdates, steps, batchSize);

    private static void Update(Adam adam, Tensor loss)
    {
        adam.zero_grad();
        loss.backward();
        adam.step();
    }
}
