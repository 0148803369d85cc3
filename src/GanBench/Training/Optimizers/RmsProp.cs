using GanBench.Engine;
using GanBench.Recipes;
using static TorchSharp.torch;

namespace GanBench.Training.Optimizers;

/// <summary>
/// RMSprop (Tieleman and Hinton 2012) as PyTorch and Keras have it: v ← d v + (1 − d) g², θ ← θ − rate · g / (√v + ε); with momentum μ
/// b ← μ b + g / (√v + ε), θ ← θ − rate · b.
/// </summary>
internal sealed class RmsProp : Optimizer
{
    private readonly Tensor[] _momentum, _second;

    public RmsProp(nn.Module network, OptimizerOptions options)
        : base(network, options)
    {
        _momentum = options.Momentum > 0 ? AddState("first") : [];
        _second = AddState("second");
    }

    /// <inheritdoc/>
    protected override void Update(Tensor[] parameters, Tensor[] gradients, double rate)
    {
        using var descent = Scalars.Create(-rate);
        var (decay, rest, epsilon) = (Scalars.Of(Options.Decay), Scalars.Of(1 - Options.Decay), Scalars.Of(Options.Epsilon));
        for (var i = 0; i < parameters.Length; i++)
        {
            _second[i].mul_(decay).addcmul_(gradients[i], gradients[i], rest);
            var denominator = _second[i].SquareRoot().Add(epsilon);
            if (_momentum.Length > 0)
                parameters[i].add_(
                    _momentum[i].mul_(Scalars.Of(Options.Momentum)).addcdiv_(gradients[i], denominator, Scalars.One), descent);
            else
                parameters[i].addcdiv_(gradients[i], denominator, descent);
        }
    }
}
