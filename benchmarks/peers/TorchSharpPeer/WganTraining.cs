using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharpPeer;

/// <summary>
/// Five times a critic's step up on real images, one down on fakes made in evaluation mode, and weights clipped (Arjovsky et al. 2017,
/// algorithm 1, with Keras's steps); then one of the generator.
/// </summary>
internal sealed class WganTraining(Sequential generator, Sequential critic, int batchSize)
    : Training(generator, critic, [100], batchSize)
{
    private const int CriticSteps = 5;
    private const double Bound = 0.01;

    private readonly RMSProp _generatorRmsProp = optim.RMSProp(generator.parameters(), lr: 5e-5, alpha: 0.9, eps: 1e-7);
    private readonly RMSProp _criticRmsProp = optim.RMSProp(critic.parameters(), lr: 5e-5, alpha: 0.9, eps: 1e-7);

    public override IReadOnlyList<OptimizerHelper> Optimizers => [_generatorRmsProp, _criticRmsProp];

    public override (float Discriminator, float Generator) Step(Tensor images)
    {
        var lossCritic = 0f;
        for (var k = 0; k < CriticSteps; k++)
            lossCritic = UpdateCritic(images);
        using var d = NewDisposeScope();
        return (lossCritic, Update(_generatorRmsProp, -Discriminator.call(Generator.call(Latents())).mean()));
    }

    private float UpdateCritic(Tensor images)
    {
        using var d = NewDisposeScope();
        var (real, fake) = (Draw(images), Predicted());
        var loss = Update(_criticRmsProp, -Discriminator.call(real).mean()) + Update(_criticRmsProp, Discriminator.call(fake).mean());
        DiscriminatorUpdates += 2;
        using (no_grad())
        {
            foreach (var parameter in Discriminator.parameters())
                parameter.clamp_(-Bound, Bound);
        }
        return loss;
    }
}
