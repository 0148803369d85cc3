using static TorchSharp.torch;

namespace GanBench.Objectives;

/// <summary>
/// What the two networks minimise, from the discriminator's raw outputs (logits N×1): a real and a fake part for the discriminator, and
/// the generator's loss. All are means over the batch, in the numerically stable form.
/// </summary>
public abstract class Objective
{
    /// <summary>How the discriminator's output is read.</summary>
    public abstract OutputKind Output { get; }

    /// <summary>Whether labels between 0 and 1 make sense (label smoothing).</summary>
    public virtual bool HasSoftLabels => false;

    /// <summary>
    /// Raw outputs above this are read as real: the border by which accuracy, precision, recall and F1 are counted. A critic's scores
    /// (<see cref="OutputKind.Score"/>) have no level of their own, and 0 is taken.
    /// </summary>
    public virtual double Threshold => 0;

    /// <summary>
    /// The largest value that either part of the discriminator's loss and the generator's loss can have, where they then rest without a
    /// gradient; null where losses have no such value.
    /// </summary>
    public virtual double? Saturation => null;

    /// <summary>The discriminator's loss on samples with a label.</summary>
    /// <param name="logits">Raw outputs, N×1.</param>
    /// <param name="label">1 for real, 0 for fake; between the two where <see cref="HasSoftLabels"/>.</param>
    /// <returns>A scalar.</returns>
    public abstract Tensor Discriminator(Tensor logits, double label);

    /// <summary>The generator's loss on its samples.</summary>
    /// <param name="logits">Raw outputs for generated samples, N×1.</param>
    /// <returns>A scalar.</returns>
    public abstract Tensor Generator(Tensor logits);
}

/// <summary>How a discriminator's raw output is read.</summary>
public enum OutputKind
{
    /// <summary>The logit of the probability that the sample is real.</summary>
    Logit,

    /// <summary>A target value: real above the middle of the two targets.</summary>
    Target,

    /// <summary>A margin: real above zero.</summary>
    Margin,

    /// <summary>A critic's score, whose level has no meaning.</summary>
    Score,
}
