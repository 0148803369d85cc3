using GanBench.Engine;
using GanBench.Networks.Graphs;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanBench.Networks.Modules;

/// <summary>N×C×H×W → N×C: the sum or the mean over all pixels.</summary>
internal sealed class GlobalPool2d(bool mean) : Module<Tensor, Tensor>(nameof(GlobalPool2d)), IPiecewiseLinear, IGraphModule
{
    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var pixels = input.flatten(2);
        return mean ? pixels.mean([2]) : pixels.sum(2);
    }

    /// <inheritdoc/>
    public string Describe(GraphBuilder graph, string input) => graph.GlobalPool(input, mean);

    /// <inheritdoc/>
    public Tensor Trace(Tensor input, out Func<Tensor, Tensor> back)
    {
        var shape = input.shape;
        var share = mean ? 1.0 / (shape[2] * shape[3]) : 1;
        back = gradient => gradient.Times(share).unsqueeze(2).unsqueeze(3).expand(shape);
        return forward(input);
    }
}
