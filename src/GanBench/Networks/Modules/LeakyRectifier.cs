using GanBench.Engine;
using GanBench.Networks.Graphs;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanBench.Networks.Modules;

/// <summary>LeakyReLU with a slope that is held: TorchSharp's module makes a scalar at each call.</summary>
internal sealed class LeakyRectifier(double slope) : Module<Tensor, Tensor>(nameof(LeakyRectifier)), IPiecewiseLinear, IGraphModule
{
    private readonly Scalar _slope = Scalars.Of(slope);

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => input.leaky_relu(_slope);

    /// <inheritdoc/>
    public string Describe(GraphBuilder graph, string input) => graph.LeakyRelu(input, slope);

    /// <inheritdoc/>
    public Tensor Trace(Tensor input, out Func<Tensor, Tensor> back)
    {
        // 1 where the input is positive, the slope elsewhere; that is no number of bfloat16.
        var factors = input.gt(Scalars.Zero).to(input.dtype == ScalarType.BFloat16 ? ScalarType.Float32 : input.dtype)
            .clamp_(_slope, Scalars.One);
        back = gradient => gradient * factors;
        return forward(input);
    }
}
