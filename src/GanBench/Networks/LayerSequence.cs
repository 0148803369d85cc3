using GanBench.Networks.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanBench.Networks;

/// <summary>Layers one after another: the body of a network, and of a residual block inside it.</summary>
internal static class LayerSequence
{
    /// <summary>One row per layer; shapes are checked on the way.</summary>
    public static IReadOnlyList<SummaryRow> Summarize(IEnumerable<Layer> layers, TensorShape input)
    {
        var rows = new List<SummaryRow>();
        var shape = input;
        foreach (var layer in layers)
        {
            var output = layer.Output(shape);
            rows.Add(new SummaryRow(layer.Title, output, layer.Parameters(shape)));
            shape = output;
        }
        return rows;
    }

    /// <summary>
    /// Builds the modules, named "00", "01", … after their place. Neighbours that compute the same faster as one (nearest upsampling
    /// before a convolution) become one module with the same parameters.
    /// </summary>
    public static Sequential Build(IReadOnlyList<Layer> layers, TensorShape input, BuildContext context)
    {
        var modules = new List<(string, Module<Tensor, Tensor>)>();
        var shape = input;
        for (var i = 0; i < layers.Count; i++)
        {
            if (i + 1 < layers.Count && layers[i] is Layers.Upsample up && layers[i + 1] is Conv conv && conv.CanFoldUpsample(up))
            {
                modules.Add((FormattableString.Invariant($"{i + 1:D2}"), conv.BuildFolded(shape)));
                shape = conv.Output(up.Output(shape));
                i++;
                continue;
            }
            modules.Add((FormattableString.Invariant($"{i:D2}"), layers[i].Build(shape, context)));
            shape = layers[i].Output(shape);
        }
        return Sequential(modules);
    }
}
