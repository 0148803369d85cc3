using GanBench.Networks.Graphs;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanBench.Networks.Modules;

/// <summary>Zeros around an image N×C×H×W.</summary>
internal sealed class ZeroPad(int left, int right, int top, int bottom)
    : Module<Tensor, Tensor>(nameof(ZeroPad)), IPiecewiseLinear, IGraphModule
{
    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => functional.pad(input, [left, right, top, bottom]);

    /// <inheritdoc/>
    public string Describe(GraphBuilder graph, string input) => graph.Pad(input, left, right, top, bottom);

    /// <inheritdoc/>
    public Tensor Trace(Tensor input, out Func<Tensor, Tensor> back)
    {
        var (height, width) = (input.shape[2], input.shape[3]);
        back = gradient => gradient.narrow(2, top, height).narrow(3, left, width);
        return forward(input);
    }
}
