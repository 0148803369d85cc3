using GanBench.Engine;
using static TorchSharp.torch;

namespace GanBench.Training.Regularizers;

/// <summary>Keeps every weight of a critic in a box, the crude Lipschitz constraint of WGAN (Arjovsky et al. 2017, algorithm 1).</summary>
/// <param name="limit">Largest absolute value.</param>
internal sealed class WeightClipping(double limit) : Regularizer
{
    /// <inheritdoc/>
    public override string Name => "clip";

    // Batch norm's parameters are among them, as in Keras-GAN.
    /// <inheritdoc/>
    public override void Constrain(IReadOnlyList<Tensor> parameters)
    {
        using var noGrad = no_grad();
        var (low, high) = (Scalars.Of(-limit), Scalars.Of(limit));
        foreach (var parameter in parameters)
            parameter.clamp_(low, high);
    }
}
