using GanBench.Engine;
using GanBench.Networks;
using static TorchSharp.torch;

namespace GanBench.Training.Regularizers;

/// <summary>R1, γ/2 · E‖∇D(x)‖² on real samples (Mescheder et al. 2018, equation 9).</summary>
/// <param name="gamma">γ.</param>
internal sealed class R1Penalty(double gamma) : Regularizer
{
    /// <inheritdoc/>
    public override string Name => "r1";

    /// <inheritdoc/>
    public override bool HasPenalty => true;

    /// <inheritdoc/>
    public override Tensor Penalty(PenaltyInput input) =>
        InputGradient.Of(input.Discriminator, input.Real.detach()).flatten(1).Squared().sum(1).mean().Times(gamma / 2);
}
