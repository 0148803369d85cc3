using GanBench.Engine;
using GanBench.Networks.Graphs;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanBench.Networks.Modules;

/// <summary>Where a network goes on in float32 after layers that may be computed in bfloat16 (<see cref="MixedPrecision"/>).</summary>
internal sealed class SinglePrecision() : Module<Tensor, Tensor>(nameof(SinglePrecision)), IPiecewiseLinear, IGraphModule
{
    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => MixedPrecision.Raise(input) is var raised && ReferenceEquals(raised, input)
        ? input.alias() : raised;

    /// <inheritdoc/>
    public string Describe(GraphBuilder graph, string input) => input;

    /// <inheritdoc/>
    public Tensor Trace(Tensor input, out Func<Tensor, Tensor> back)
    {
        back = gradient => gradient;
        return MixedPrecision.Raise(input);
    }
}
