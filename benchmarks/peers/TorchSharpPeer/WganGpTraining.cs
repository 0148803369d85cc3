using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharpPeer;

/// <summary>Five critic updates with the two-sided gradient penalty to one of the generator (Gulrajani et al. 2017, algorithm 1).</summary>
internal sealed class WganGpTraining : Training
{
    private const int CriticSteps = 5, PenaltyWeight = 10, DecaySteps = 100_000;

    private readonly Adam _generatorAdam, _criticAdam;
    private readonly optim.lr_scheduler.LRScheduler[] _schedulers;

    public WganGpTraining(Sequential generator, Sequential critic, int latent, int batchSize, double rate, double epsilon, bool decays)
        : base(generator, critic, [latent], batchSize)
    {
        _generatorAdam = optim.Adam(generator.parameters(), lr: rate, beta1: 0, beta2: 0.9, eps: epsilon);
        _criticAdam = optim.Adam(critic.parameters(), lr: rate, beta1: 0, beta2: 0.9, eps: epsilon);
        _schedulers = decays ? [Schedules.Linear(_generatorAdam, DecaySteps), Schedules.Linear(_criticAdam, DecaySteps)] : [];
    }

    public override IReadOnlyList<OptimizerHelper> Optimizers => [_generatorAdam, _criticAdam];

    public override (float Discriminator, float Generator) Step(Tensor images)
    {
        var lossCritic = 0f;
        for (var k = 0; k < CriticSteps; k++)
            lossCritic = UpdateCritic(images);

        using var d = NewDisposeScope();
        var lossGenerator = Update(_generatorAdam, -Discriminator.call(Generator.call(Latents())).mean());
        foreach (var scheduler in _schedulers)
            scheduler.step();
        return (lossCritic, lossGenerator);
    }

    private float UpdateCritic(Tensor images)
    {
        using var d = NewDisposeScope();
        var (real, fake) = (Draw(images), Fakes());
        DiscriminatorUpdates++;
        return Update(
            _criticAdam, Discriminator.call(fake).mean() - Discriminator.call(real).mean() + PenaltyWeight * GradientPenalty(real, fake));
    }

    private Tensor GradientPenalty(Tensor real, Tensor fake)
    {
        var share = rand(BatchSize, 1, 1, 1);
        var points = (share * real + (1 - share) * fake).requires_grad_();
        var output = Discriminator.call(points);
        var gradient = autograd.grad([output], [points], [ones_like(output)], retain_graph: true, create_graph: true)[0];
        return (gradient.flatten(1).norm(1) - 1).pow(2).mean();
    }
}
