using GanBench.Engine;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanBench.Objectives;

/// <summary>The hinge objective (Lim and Ye 2017; Miyato et al. 2018, equations 16 and 17).</summary>
internal sealed class Hinge : Objective
{
    /// <inheritdoc/>
    public override OutputKind Output => OutputKind.Margin;

    /// <inheritdoc/>
    public override Tensor Discriminator(Tensor logits, double label) =>
        functional.relu((label > 0.5 ? -logits : logits).Plus(1)).mean();

    /// <inheritdoc/>
    public override Tensor Generator(Tensor logits) => -logits.mean();
}
