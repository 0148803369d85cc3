using static TorchSharp.torch;

namespace GanBench.Training.Steps;

/// <summary>What the discriminator said of real and generated samples, and what it lost by it.</summary>
/// <param name="LogitsReal">Raw outputs on real samples, N×1.</param>
/// <param name="LogitsFake">Raw outputs on generated samples, N×1.</param>
/// <param name="LossReal">The loss's part on real samples, a scalar.</param>
/// <param name="LossFake">Its part on generated samples.</param>
public sealed record DiscriminatorPass(Tensor LogitsReal, Tensor LogitsFake, Tensor LossReal, Tensor LossFake)
{
    /// <summary>The penalties of the recipe, weighted; null when it has none.</summary>
    public Tensor? Penalty { get; init; }

    /// <summary>Weights that the two parts were given; null when they are one.</summary>
    public (double Real, double Fake)? Weights { get; init; }

    /// <summary>The pass by other tensors: the same without their graph, or where they outlive a scope.</summary>
    /// <param name="change">Makes a tensor of each.</param>
    internal DiscriminatorPass With(Func<Tensor, Tensor> change) => this with
    {
        LogitsReal = change(LogitsReal),
        LogitsFake = change(LogitsFake),
        LossReal = change(LossReal),
        LossFake = change(LossFake),
        Penalty = Penalty is null ? null : change(Penalty),
    };
}
