using GanBench.Networks.Graphs;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanBench.Networks.Modules;

/// <summary>Keeps the top left part of an image N×C×H×W.</summary>
internal sealed class Crop2d(int height, int width) : Module<Tensor, Tensor>(nameof(Crop2d)), IGraphModule
{
    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => input.narrow(2, 0, height).narrow(3, 0, width);

    /// <inheritdoc/>
    public string Describe(GraphBuilder graph, string input) => graph.Crop(input, height, width);
}
