using GanBench.Networks.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanBench.Networks.Layers;

/// <summary>Sets units to zero at random in training and scales the others by 1/(1 − rate).</summary>
/// <param name="Rate">Probability of zero, in [0, 1).</param>
public sealed record Dropout(double Rate) : Layer
{
    /// <inheritdoc/>
    public override string Title => FormattableString.Invariant($"Dropout {Rate}");

    /// <inheritdoc/>
    public override TensorShape Output(TensorShape input) => input;

    /// <inheritdoc/>
    public override Module<Tensor, Tensor> Build(TensorShape input, BuildContext context) => new CounterDropout(Rate, context.Noise);
}
