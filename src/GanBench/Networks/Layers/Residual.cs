using GanBench.Networks.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanBench.Networks.Layers;

/// <summary>A residual block: the sum of a body and a shortcut (He et al. 2016).</summary>
/// <param name="Body">The layers of the body.</param>
/// <param name="Shortcut">The layers of the shortcut; none is the identity.</param>
public sealed record Residual(IReadOnlyList<Layer> Body, IReadOnlyList<Layer> Shortcut) : Layer
{
    /// <inheritdoc/>
    public override string Title =>
        $"Residual [{Short(Body)}]{(Shortcut.Count == 0 ? "" : $" + [{Short(Shortcut)}]")}"
        + (Body.OfType<Conv>().Any(c => c.SpectralNorm) ? " (spectral norm)" : "");

    /// <inheritdoc/>
    public override bool HasBatchNorm => Body.Concat(Shortcut).Any(l => l.HasBatchNorm);

    /// <inheritdoc/>
    public override TensorShape Output(TensorShape input)
    {
        var (body, shortcut) = (End(Body, input), End(Shortcut, input));
        return body == shortcut
            ? body
            : throw new UsageException($"A residual block adds its body's {body} to its shortcut's {shortcut}; the shapes must be equal.");
    }

    /// <inheritdoc/>
    public override ParameterCount Parameters(TensorShape input) =>
        LayerSequence.Summarize(Body, input).Concat(LayerSequence.Summarize(Shortcut, input))
            .Aggregate(default(ParameterCount), (sum, row) => sum + row.Parameters);

    /// <inheritdoc/>
    public override Module<Tensor, Tensor> Build(TensorShape input, BuildContext context) =>
        new ResidualSum(
            LayerSequence.Build(Body, input, context),
            Shortcut.Count == 0 ? null : LayerSequence.Build(Shortcut, input, context));

    private static TensorShape End(IReadOnlyList<Layer> layers, TensorShape input) =>
        layers.Aggregate(input, (shape, layer) => layer.Output(shape));

    // A block's title lists its layers, so each gets a word or two.
    private static string Short(IEnumerable<Layer> layers) => string.Join(", ", layers.Select(layer => layer switch
    {
        Conv conv => FormattableString.Invariant($"{conv.Kernel}×{conv.Kernel}"),
        BatchNorm => "BN",
        Upsample up => FormattableString.Invariant($"up ×{up.Factor}"),
        AveragePool pool => FormattableString.Invariant($"mean ×{pool.Factor}"),
        _ => layer.Title,
    }));
}
