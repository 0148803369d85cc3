using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>Binary cross-entropy of logits, in the stable form.</summary>
public sealed class BCEWithLogitsLoss : WeightedLoss<Tensor, Tensor, Tensor>
{
    /// <param name="weight">Per element, broadcast.</param>
    /// <param name="reduction">Mean by default.</param>
    /// <param name="pos_weights">Weight of the positive term, per class.</param>
    public BCEWithLogitsLoss(Tensor? weight = null, Reduction reduction = Reduction.Mean, Tensor? pos_weights = null) : base(weight, reduction) =>
        ConditionallyRegisterBuffer("pos_weight", pos_weights);

    public Tensor? pos_weights => get_buffer("pos_weight");

    public override Tensor forward(Tensor input, Tensor target) =>
        functional.binary_cross_entropy_with_logits(input, target, weight, reduction, pos_weights);
}
