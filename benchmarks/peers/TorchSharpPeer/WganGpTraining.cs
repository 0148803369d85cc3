using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharpPeer;

/// <summary>Five critic updates with the two-sided gradient penalty to one of the generator (Gulrajani et al. 2017, algorithm 1).</summary>
internal sealed class WganGpTraining(Sequential generator, Sequential critic, int batchSize) : ITraining
{
    private const int Latent = 100, CriticSteps = 5, PenaltyWeight = 10;

    private readonly Adam _generatorAdam = optim.Adam(generator.parameters(), lr: 1e-4, beta1: 0, beta2: 0.9, eps: 1e-7);
    private readonly Adam _criticAdam = optim.Adam(critic.parameters(), lr: 1e-4, beta1: 0, beta2: 0.9, eps: 1e-7);
    private int _criticUpdates;

    public void Step(Tensor images)
    {
        for (var k = 0; k < CriticSteps; k++)
            UpdateCritic(images);

        using var d = NewDisposeScope();
        var loss = -critic.call(generator.call(randn(batchSize, Latent))).mean();
        _generatorAdam.zero_grad();
        loss.backward();
        _generatorAdam.step();
    }

    public string Describe(int steps) => ITraining.Line(generator, critic, _criticUpdates, steps, batchSize);

    private void UpdateCritic(Tensor images)
    {
        using var d = NewDisposeScope();
        var real = images.index_select(0, randint(images.shape[0], [batchSize], int64));
        Tensor fake;
        using (no_grad())
            fake = generator.call(randn(batchSize, Latent));
        var loss = critic.call(fake).mean() - critic.call(real).mean() + PenaltyWeight * GradientPenalty(real, fake);
        _criticAdam.zero_grad();
        loss.backward();
        _criticAdam.step();
        _criticUpdates++;
    }

    private Tensor GradientPenalty(Tensor real, Tensor fake)
    {
        var share = rand(batchSize, 1, 1, 1);
        var points = (share * real + (1 - share) * fake).requires_grad_();
        var output = critic.call(points);
        var gradient = autograd.grad([output], [points], [ones_like(output)], retain_graph: true, create_graph: true)[0];
        return (gradient.flatten(1).norm(1) - 1).pow(2).mean();
    }
}
