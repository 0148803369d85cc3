using GanBench.Engine;
using GanBench.Networks.Graphs;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanBench.Networks.Modules;

/// <summary>The mean of each square of pixels of an image N×C×H×W; rows and columns that fill no square are left out.</summary>
internal sealed class MeanPool2d(int factor) : Module<Tensor, Tensor>(nameof(MeanPool2d)), IPiecewiseLinear, IGraphModule
{
    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => functional.avg_pool2d(input, factor);

    /// <inheritdoc/>
    public string Describe(GraphBuilder graph, string input) => graph.MeanPool(input, factor);

    /// <inheritdoc/>
    public Tensor Trace(Tensor input, out Func<Tensor, Tensor> back)
    {
        var (height, width) = (input.shape[2], input.shape[3]);
        back = gradient =>
        {
            var (n, c, h, w) = (gradient.shape[0], gradient.shape[1], gradient.shape[2], gradient.shape[3]);
            var spread =
                gradient.Over(factor * factor).reshape(n, c, h, 1, w, 1).expand(n, c, h, factor, w, factor).reshape(
                n, c, h * factor, w * factor);
            return functional.pad(spread, [0, width - (w * factor), 0, height - (h * factor)]);
        };
        return forward(input);
    }
}
