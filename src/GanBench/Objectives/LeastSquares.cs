using GanBench.Engine;
using GanBench.Recipes;
using static TorchSharp.torch;

namespace GanBench.Objectives;

/// <summary>
/// Least squares GAN (Mao et al. 2017, equation 2) as the mean squared error to the targets, without the factor ½, which the learning
/// rate absorbs. Targets 0/1/1 are the default; −1/1/0 minimise the Pearson χ² divergence.
/// </summary>
/// <param name="targets">a for fake, b for real, c for the generator.</param>
internal sealed class LeastSquares(LeastSquaresOptions targets) : Objective
{
    /// <inheritdoc/>
    public override OutputKind Output => OutputKind.Target;

    /// <inheritdoc/>
    public override bool HasSoftLabels => true;

    /// <inheritdoc/>
    public override double Threshold => (targets.A + targets.B) / 2;

    /// <inheritdoc/>
    public override Tensor Discriminator(Tensor logits, double label) => Error(logits, targets.A + ((targets.B - targets.A) * label));

    /// <inheritdoc/>
    public override Tensor Generator(Tensor logits) => Error(logits, targets.C);

    private static Tensor Error(Tensor logits, double target) => logits.Minus(target).Squared().mean();
}
