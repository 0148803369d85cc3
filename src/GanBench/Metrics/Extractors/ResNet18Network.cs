using GanBench.Engine;
using GanBench.Metrics.Weights;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace GanBench.Metrics.Extractors;

/// <summary>
/// ResNet-18 up to its pooled features (He et al., "Deep residual learning for image recognition", CVPR 2016, table 1): a 7×7 convolution
/// of stride 2, a maximum pool, four stages of basic blocks with 64, 128, 256 and 512 channels, and the mean over positions. The published
/// file has three blocks in its last stage, one more than the paper. Batch normalisation is folded into the convolutions.
/// </summary>
internal sealed class ResNet18Network : IDisposable
{
    /// <summary>Length of the feature vector.</summary>
    public const int Features = 512;

    /// <summary>Side of the input.</summary>
    public const int Side = 224;

    private const double Epsilon = 1e-5;

    private const int Blocks = 9, Convolutions = 1 + (2 * Blocks) + 3;

    private readonly ScalarType _type;
    private readonly FoldedConvolution _first;
    private readonly List<Block> _blocks = [];

    /// <summary>Takes the weights of an ONNX graph that is this network: its convolutions in order, each with its normalisation.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="device">Where to compute.</param>
    /// <param name="precision">What to compute in.</param>
    /// <exception cref="DataException">The graph is another network.</exception>
    public ResNet18Network(OnnxFile graph, Device device, FeaturePrecision precision)
    {
        _type = precision.Type;
        var convolutions = graph.Nodes.Where(node => node.Operator == "Conv").ToDictionary(node => node.Outputs[0]);
        if (convolutions.Count != Convolutions)
            throw new DataException($"This ResNet-18 has {Convolutions} convolutions; this graph has {convolutions.Count}.");
        _first = Load(convolutions[graph.Nodes.First(node => node.Operator == "Conv").Outputs[0]]);
        // A block ends with a sum: of what its second convolution gives and of its input, or a projection of its input.
        foreach (var sum in graph.Nodes.Where(node => node.Operator is "Add"))
        {
            var last = Producer(Producer(sum.Inputs[0])!.Inputs[0])!;
            var first = Producer(Producer(Producer(last.Inputs[0])!.Inputs[0])!.Inputs[0])!;
            var shortcut = Producer(sum.Inputs[1]) is { Operator: "BatchNormalization" } normalised ? Producer(normalised.Inputs[0]) : null;
            _blocks.Add(new Block(Load(first), Load(last), shortcut is null ? null : Load(shortcut)));
        }
        if (_blocks.Count != Blocks)
            throw new DataException($"This ResNet-18 has {Blocks} blocks; this graph has {_blocks.Count}.");

        OnnxNode? Producer(string name) => graph.Nodes.FirstOrDefault(node => node.Outputs.Contains(name));

        FoldedConvolution Load(OnnxNode convolution)
        {
            var normalisation = graph.Nodes.FirstOrDefault(
                node => node.Operator == "BatchNormalization" && node.Inputs[0] == convolution.Outputs[0])
                ?? throw new DataException("ResNet-18 has a batch normalisation behind each convolution; this graph has not.");
            using var scope = NewDisposeScope();
            var weights = new[] { convolution.Inputs[1] }.Concat(normalisation.Inputs.Skip(1)).Select(graph.Weight).ToArray();
            return FoldedConvolution.Fold(weights[0], weights[1], weights[2], weights[3], weights[4], Epsilon, device, _type);
        }
    }

    /// <summary>Runs the network.</summary>
    /// <param name="x">float32 N×3×224×224: blue, green and red from 0 to 255, less the mean image.</param>
    /// <returns>float32 N×512 features.</returns>
    public Tensor Forward(Tensor x)
    {
        // The caller keeps its tensor: what is freed is another of the same memory.
        x = Stage.Next(x.detach(), input => max_pool2d(_first.Apply(input.to(_type), stride: 2, padding: 3).relu_(), 3, 2, 1));
        foreach (var block in _blocks)
            x = Stage.Next(x, block.Forward);
        return x.to(float32).mean([2, 3]);
    }

    public void Dispose()
    {
        _first.Dispose();
        foreach (var block in _blocks)
            block.Dispose();
    }

    /// <summary>Two 3×3 convolutions and a shortcut; one with a projection halves the sides.</summary>
    private sealed record Block(FoldedConvolution First, FoldedConvolution Last, FoldedConvolution? Projection) : IDisposable
    {
        public Tensor Forward(Tensor x)
        {
            var stride = Projection is null ? 1 : 2;
            var y = Last.Apply(First.Apply(x, stride, padding: 1).relu_(), stride: 1, padding: 1);
            return y.Add(Projection?.Apply(x, stride, padding: 0) ?? x).relu_();
        }

        public void Dispose()
        {
            First.Dispose();
            Last.Dispose();
            Projection?.Dispose();
        }
    }
}
