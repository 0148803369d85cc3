using GanBench.Storage;
using static TorchSharp.torch;

namespace GanBench.Networks.Graphs;

/// <summary>
/// A trained network as operations and weights, as it computes in evaluation mode: dropout is gone, spectrally normalised weights are
/// divided, and nothing refers to TorchSharp any more.
/// </summary>
public sealed class NetworkGraph
{
    /// <summary>Name of the value that goes in.</summary>
    public const string InputName = "input";

    private NetworkGraph(Network network, IReadOnlyList<GraphNode> nodes, string result) =>
        (Name, Input, Output, Nodes, Result) = (network.Name, network.Input, network.Output, nodes, result);

    /// <summary>"generator" or "discriminator".</summary>
    public string Name { get; }

    /// <summary>Shape of one input; the number of them is open.</summary>
    public TensorShape Input { get; }

    /// <summary>Shape of one output.</summary>
    public TensorShape Output { get; }

    /// <summary>The operations in an order in which they can be done.</summary>
    public IReadOnlyList<GraphNode> Nodes { get; }

    /// <summary>The value that comes out.</summary>
    public string Result { get; }

    /// <summary>All weights by their full names, e.g. "layer03_conv2d.weight".</summary>
    public IEnumerable<TensorBytes> Weights => Nodes.SelectMany(node => node.Weights.Select(weight => weight.Value));

    /// <summary>Describes a network.</summary>
    /// <param name="network">What it is.</param>
    /// <param name="module">What <see cref="Network.Build"/> made of it, with its weights.</param>
    /// <exception cref="UsageException">It has a module that does not say what it computes.</exception>
    public static NetworkGraph Of(Network network, nn.Module module)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var training = module.training;
        // Spectral normalisation would iterate once more in training mode.
        module.eval();
        try
        {
            var builder = new GraphBuilder(network.Name);
            var result = builder.Describe(module, InputName);
            return new NetworkGraph(network, builder.Nodes, result);
        }
        finally
        {
            module.train(training);
        }
    }
}
