using GanBench.Objectives;
using static TorchSharp.torch;

namespace OwnGan;

/// <summary>Least squares without the squares: the mean distance of the discriminator's output to 1 (real) and 0 (fake).</summary>
public sealed class LeastAbsolute : Objective
{
    /// <inheritdoc/>
    public override string Name => "least-absolute";

    /// <inheritdoc/>
    public override string Formula => "D: |D(x) − 1| + |D(G(z))|; G: |D(G(z)) − 1|";

    /// <inheritdoc/>
    public override OutputKind Output => OutputKind.Target;

    /// <inheritdoc/>
    public override double Threshold => 0.5;

    /// <inheritdoc/>
    public override bool HasSoftLabels => true;

    /// <inheritdoc/>
    public override Tensor Discriminator(Tensor logits, double label) => (logits - label).abs().mean();

    /// <inheritdoc/>
    public override Tensor Generator(Tensor logits) => (logits - 1).abs().mean();
}
