using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanBench.Networks;

/// <summary>A feed-forward network: a name, an input shape and the layers as its paper lists them.</summary>
public sealed class Network
{
    /// <summary>Describes a network; shapes are checked at once.</summary>
    /// <param name="name">"generator", "discriminator" or "classifier".</param>
    /// <param name="input">Shape of one input.</param>
    /// <param name="layers">The layers in order; null entries, for optional layers, are left out.</param>
    /// <exception cref="UsageException">A layer cannot take its input.</exception>
    public Network(string name, TensorShape input, params IEnumerable<Layer?> layers)
    {
        Name = name;
        Input = input;
        Layers = [.. layers.OfType<Layer>()];
        try
        {
            Summary = LayerSequence.Summarize(Layers, input);
        }
        catch (UsageException e)
        {
            throw new UsageException($"{name}, {e.Message}", e);
        }
        Output = Summary.Count > 0 ? Summary[^1].Output : input;
    }

    /// <summary>"generator", "discriminator" or "classifier".</summary>
    public string Name { get; }

    /// <summary>Shape of one input.</summary>
    public TensorShape Input { get; }

    /// <summary>Shape of one output.</summary>
    public TensorShape Output { get; }

    /// <summary>The layers in order.</summary>
    public IReadOnlyList<Layer> Layers { get; }

    /// <summary>One row per layer.</summary>
    public IReadOnlyList<SummaryRow> Summary { get; }

    /// <summary>Parameters of all layers.</summary>
    public ParameterCount Parameters => Summary.Aggregate(default(ParameterCount), (sum, row) => sum + row.Parameters);

    /// <summary>Whether any layer normalises over the batch.</summary>
    public bool HasBatchNorm => Layers.Any(l => l.HasBatchNorm);

    /// <summary>
    /// Builds the module N×input → N×output. Neighbours that compute the same faster as one (nearest upsampling before a
    /// convolution) become one module with the same parameters.
    /// </summary>
    /// <param name="context">What the layers share.</param>
    /// <returns>The module, on the CPU in float32, in training mode; the caller disposes it.</returns>
    public Module<Tensor, Tensor> Build(BuildContext context) => LayerSequence.Build(Layers, Input, context);
}

/// <summary>One row of a network's summary.</summary>
/// <param name="Layer">What the layer is.</param>
/// <param name="Output">Shape of its output.</param>
/// <param name="Parameters">Its parameters.</param>
public sealed record SummaryRow(string Layer, TensorShape Output, ParameterCount Parameters);
