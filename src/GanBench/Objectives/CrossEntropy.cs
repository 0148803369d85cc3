using GanBench.Engine;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanBench.Objectives;

/// <summary>
/// Binary cross-entropy on logits for the discriminator (Goodfellow et al. 2014, equation 1). A paper's sigmoid followed by
/// cross-entropy on probabilities is this, without its overflow.
/// </summary>
internal abstract class CrossEntropy : Objective
{
    /// <inheritdoc/>
    public override OutputKind Output => OutputKind.Logit;

    /// <inheritdoc/>
    public override bool HasSoftLabels => true;

    // −y log σ(x) − (1 − y) log(1 − σ(x)) = softplus(x) − y x.
    /// <inheritdoc/>
    public override Tensor Discriminator(Tensor logits, double label)
    {
        using var target = full_like(logits, Scalars.Of(label));
        return functional.binary_cross_entropy_with_logits(logits, target);
    }
}

/// <summary>The generator maximises log D(G(z)) (Goodfellow et al. 2014, section 3).</summary>
internal sealed class NonSaturating : CrossEntropy
{
    /// <inheritdoc/>
    public override string Name => "non-saturating";

    /// <inheritdoc/>
    public override string Formula => "D: −log σ(D(x)) − log(1 − σ(D(G(z)))); G: −log σ(D(G(z)))";

    /// <inheritdoc/>
    public override Tensor Generator(Tensor logits) => Discriminator(logits, 1);
}

/// <summary>The generator minimises log(1 − D(G(z))): the minimax game itself, whose gradient vanishes when D wins.</summary>
internal sealed class Minimax : CrossEntropy
{
    /// <inheritdoc/>
    public override string Name => "minimax";

    /// <inheritdoc/>
    public override string Formula => "D: −log σ(D(x)) − log(1 − σ(D(G(z)))); G: log(1 − σ(D(G(z))))";

    /// <inheritdoc/>
    public override Tensor Generator(Tensor logits)
    {
        using var fake = Discriminator(logits, 0);
        return -fake;
    }
}
