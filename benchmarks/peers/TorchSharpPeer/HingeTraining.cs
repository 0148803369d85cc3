using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharpPeer;

/// <summary>Five discriminator updates of the hinge loss to one of the generator (Miyato et al. 2018).</summary>
internal sealed class HingeTraining : Training
{
    private const int DiscriminatorSteps = 5, DecaySteps = 100_000;

    private readonly Adam _generatorAdam, _discriminatorAdam;
    private readonly optim.lr_scheduler.LRScheduler[] _schedulers;

    public HingeTraining(Sequential generator, Sequential discriminator, int batchSize)
        : base(generator, discriminator, [128], batchSize)
    {
        _generatorAdam = optim.Adam(generator.parameters(), lr: 2e-4, beta1: 0, beta2: 0.9);
        _discriminatorAdam = optim.Adam(discriminator.parameters(), lr: 2e-4, beta1: 0, beta2: 0.9);
        _schedulers = [Schedules.Linear(_generatorAdam, DecaySteps), Schedules.Linear(_discriminatorAdam, DecaySteps)];
    }

    public override IReadOnlyList<OptimizerHelper> Optimizers => [_generatorAdam, _discriminatorAdam];

    public override (float Discriminator, float Generator) Step(Tensor images)
    {
        var lossDiscriminator = 0f;
        for (var k = 0; k < DiscriminatorSteps; k++)
            lossDiscriminator = UpdateDiscriminator(images);

        using var d = NewDisposeScope();
        var lossGenerator = Update(_generatorAdam, -Discriminator.call(Generator.call(Latents())).mean());
        foreach (var scheduler in _schedulers)
            scheduler.step();
        return (lossDiscriminator, lossGenerator);
    }

    private float UpdateDiscriminator(Tensor images)
    {
        using var d = NewDisposeScope();
        var (real, fake) = (Draw(images), Fakes());
        DiscriminatorUpdates++;
        return Update(
            _discriminatorAdam,
            functional.relu(1 - Discriminator.call(real)).mean() + functional.relu(1 + Discriminator.call(fake)).mean());
    }
}
