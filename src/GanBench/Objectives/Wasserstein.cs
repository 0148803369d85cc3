using static TorchSharp.torch;

namespace GanBench.Objectives;

/// <summary>
/// The dual of the Wasserstein-1 distance (Arjovsky et al. 2017, equation 2); the critic must be kept Lipschitz by a regulariser.
/// </summary>
internal sealed class Wasserstein : Objective
{
    /// <inheritdoc/>
    public override OutputKind Output => OutputKind.Score;

    /// <inheritdoc/>
    public override Tensor Discriminator(Tensor logits, double label) => label > 0.5 ? -logits.mean() : logits.mean();

    /// <inheritdoc/>
    public override Tensor Generator(Tensor logits) => -logits.mean();
}
