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
        var rows = new List<SummaryRow>();
        var shape = input;
        foreach (var layer in Layers)
        {
            var output = layer.Output(shape);
            rows.Add(new SummaryRow(layer.Title, output, layer.Parameters(shape)));
            shape = output;
        }
        Output = shape;
        Summary = rows;
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
    public Module<Tensor, Tensor> Build(BuildContext context)
    {
        var modules = new List<(string, Module<Tensor, Tensor>)>();
        var shape = Input;
        for (var i = 0; i < Layers.Count; i++)
        {
            var name = FormattableString.Invariant($"{i:D2}");
            if (i + 1 < Layers.Count && Layers[i] is Layers.Upsample up && Layers[i + 1] is Layers.Conv conv && conv.CanFoldUpsample(up))
            {
                modules.Add((FormattableString.Invariant($"{i + 1:D2}"), conv.BuildFolded(shape)));
                shape = conv.Output(up.Output(shape));
                i++;
                continue;
            }
            modules.Add((name, Layers[i].Build(shape, context)));
            shape = Layers[i].Output(shape);
        }
        return Sequential(modules);
    }
}

/// <summary>One row of a network's summary.</summary>
/// <param name="Layer">What the layer is.</param>
/// <param name="Output">Shape of its output.</param>
/// <param name="Parameters">Its parameters.</param>
public sealed record SummaryRow(string Layer, TensorShape Output, ParameterCount Parameters);
