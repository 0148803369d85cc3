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
    public override Tensor Generator(Tensor logits) => Discriminator(logits, 1);
}

/// <summary>The generator minimises log(1 − D(G(z))): the minimax game itself, whose gradient vanishes when D wins.</summary>
internal sealed class Minimax : CrossEntropy
{
    /// <inheritdoc/>
    public override Tensor Generator(Tensor logits)
    {
        using var fake = Discriminator(logits, 0);
        return -fake;
    }
}

/// <summary>
/// The non-saturating objective on probabilities clipped to [1e-7, 1 − 1e-7], as Keras's binary cross-entropy takes them: a loss goes no
/// higher than −ln 1e-7 = 16.118, and where it has come there its gradient is zero. Computed on clipped logits, which is the same.
/// </summary>
internal sealed class ClippedNonSaturating : CrossEntropy
{
    private const double Clip = 1e-7;

    // The logit of 1 − 1e-7.
    private static readonly double Limit = Math.Log((1 - Clip) / Clip);

    /// <inheritdoc/>
    public override double? Saturation => -Math.Log(Clip);

    /// <inheritdoc/>
    public override Tensor Discriminator(Tensor logits, double label)
    {
        using var clipped = logits.clamp(Scalars.Of(-Limit), Scalars.Of(Limit));
        return base.Discriminator(clipped, label);
    }

    /// <inheritdoc/>
    public override Tensor Generator(Tensor logits) => Discriminator(logits, 1);
}
