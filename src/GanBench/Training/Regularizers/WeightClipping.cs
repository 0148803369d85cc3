using GanBench.Engine;
using static TorchSharp.torch;

namespace GanBench.Training.Regularizers;

/// <summary>Keeps every weight of a critic in a box, the crude Lipschitz constraint of WGAN (Arjovsky et al. 2017, algorithm 1).</summary>
public static class WeightClipping
{
    /// <summary>Clips in place.</summary>
    /// <param name="parameters">All of the critic's parameters, batch norm's included, as Keras-GAN does.</param>
    /// <param name="limit">Largest absolute value.</param>
    public static void Apply(IEnumerable<Tensor> parameters, double limit)
    {
        using var noGrad = no_grad();
        var (low, high) = (Scalars.Of(-limit), Scalars.Of(limit));
        foreach (var parameter in parameters)
            parameter.clamp_(low, high);
    }
}
