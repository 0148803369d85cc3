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
            TensorShape output;
            try
            {
                output = layer.Output(shape);
            }
            catch (UsageException e)
            {
                throw new UsageException(FormattableString.Invariant($"layer {rows.Count + 1}: {e.Message}"), e);
            }
            rows.Add(new SummaryRow(layer.Title, output, layer.Parameters(shape)));
            shape = output;
        }
        return rows;
    }

    /// <summary>
    /// Builds the modules, named "00", "01", … after their place. Neighbours that compute the same faster as one (nearest upsampling
    /// before a convolution) become one module with the same parameters. What may be bfloat16 while a step is trained is float32 again
    /// before layers that are not known to take it, and at the end.
    /// </summary>
    public static Sequential Build(IReadOnlyList<Layer> layers, TensorShape input, BuildContext context)
    {
        var modules = new List<(string, Module<Tensor, Tensor>)>();
        var shape = input;
        var isLow = false;
        for (var i = 0; i < layers.Count; i++)
        {
            if (isLow && !IsProduct(layers[i]) && !TakesBfloat16(layers[i]))
            {
                modules.Add((FormattableString.Invariant($"{i:D2}-float32"), new Modules.SinglePrecision()));
                isLow = false;
            }
            if (i + 1 < layers.Count && layers[i] is Layers.Upsample up && layers[i + 1] is Conv conv && conv.CanFoldUpsample(up))
            {
                modules.Add((FormattableString.Invariant($"{i + 1:D2}"), conv.BuildFolded(shape)));
                shape = conv.Output(up.Output(shape));
                i++;
                isLow = true;
                continue;
            }
            modules.Add((FormattableString.Invariant($"{i:D2}"), layers[i].Build(shape, context)));
            shape = layers[i].Output(shape);
            isLow |= IsProduct(layers[i]);
        }
        if (isLow)
            modules.Add(("float32", new Modules.SinglePrecision()));
        return Sequential(modules);
    }

    // Layers whose results are of bfloat16 where a training step is.
    private static bool IsProduct(Layer layer) => layer is Conv or ConvTranspose or Dense;

    // Layers that move numbers, or compute each from few, inside in float32. All others get float32, those of other programs too.
    private static bool TakesBfloat16(Layer layer) =>
        layer is Relu or LeakyRelu or Layers.BatchNorm or Layers.Dropout or Flattened or Reshape or ZeroPadBottomRight or Layers.Upsample;
}
