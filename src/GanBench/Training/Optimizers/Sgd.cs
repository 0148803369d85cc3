using GanBench.Engine;
using GanBench.Recipes;
using static TorchSharp.torch;

namespace GanBench.Training.Optimizers;

/// <summary>Stochastic gradient descent, θ ← θ − rate · g; with momentum μ as PyTorch has it, b ← μ b + g, θ ← θ − rate · b.</summary>
internal sealed class Sgd : Optimizer
{
    private readonly Tensor[] _momentum;

    public Sgd(nn.Module network, OptimizerOptions options)
        : base(network, options) => _momentum = options.Momentum > 0 ? AddState("first") : [];

    /// <inheritdoc/>
    protected override void Update(Tensor[] parameters, Tensor[] gradients, double rate)
    {
        using var descent = Scalars.Create(-rate);
        for (var i = 0; i < parameters.Length; i++)
        {
            var direction = _momentum.Length > 0 ? _momentum[i].mul_(Scalars.Of(Options.Momentum)).Add(gradients[i]) : gradients[i];
            parameters[i].add_(direction, descent);
        }
    }
}
