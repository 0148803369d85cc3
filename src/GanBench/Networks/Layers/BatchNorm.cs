using GanBench.Networks.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanBench.Networks.Layers;

/// <summary>Batch normalisation over the batch (and the pixels of an image).</summary>
/// <param name="Keep">
/// Share of the old running statistic that is kept at each batch: Keras's momentum, 0.99 by default; PyTorch's momentum is 1 − keep.
/// </param>
/// <param name="Epsilon">Added to the variance; Keras 1e-3, PyTorch 1e-5.</param>
public sealed record BatchNorm(double Keep = 0.9, double Epsilon = 1e-5) : Layer
{
    /// <inheritdoc/>
    public override string Title => FormattableString.Invariant($"BatchNorm momentum {Keep}");

    /// <inheritdoc/>
    public override bool HasBatchNorm => true;

    /// <inheritdoc/>
    public override TensorShape Output(TensorShape input) => input;

    /// <inheritdoc/>
    public override ParameterCount Parameters(TensorShape input) => new(2L * input.Channels, 2L * input.Channels);

    /// <inheritdoc/>
    public override Module<Tensor, Tensor> Build(TensorShape input, BuildContext context) =>
        new BatchNormalization(input.Channels, Epsilon, 1 - Keep);
}
