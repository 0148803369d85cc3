using GanBench.Engine;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanBench.Networks.Modules;

/// <summary>LeakyReLU with a slope that is held: TorchSharp's module makes a scalar at each call.</summary>
internal sealed class LeakyRectifier(double slope) : Module<Tensor, Tensor>(nameof(LeakyRectifier))
{
    private readonly Scalar _slope = Scalars.Of(slope);

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => input.leaky_relu(_slope);
}
