using GanBench.Engine;
using GanBench.Networks.Graphs;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanBench.Networks.Modules;

/// <summary>body(x) + shortcut(x); without a shortcut, body(x) + x.</summary>
internal sealed class ResidualSum : Module<Tensor, Tensor>, IPiecewiseLinear, IGraphModule
{
#pragma warning disable IDE1006 // TorchSharp names modules after their fields.
    private readonly Module<Tensor, Tensor> body;
    private readonly Module<Tensor, Tensor>? shortcut;
#pragma warning restore IDE1006

    public ResidualSum(Module<Tensor, Tensor> body, Module<Tensor, Tensor>? shortcut)
        : base(nameof(ResidualSum))
    {
        (this.body, this.shortcut) = (body, shortcut);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public Tensor Trace(Tensor input, out Func<Tensor, Tensor> back)
    {
        var main = InputGradient.Trace(body, input, out var throughBody);
        if (shortcut is null)
        {
            back = gradient => throughBody(gradient).Plus(gradient);
            return main.Plus(input);
        }
        var side = InputGradient.Trace(shortcut, input, out var throughShortcut);
        back = gradient => throughBody(gradient).Plus(throughShortcut(gradient));
        return main.Plus(side);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var main = body.call(input);
        if (shortcut is null)
            return main.Plus(input);
        using var side = shortcut.call(input);
        return main.Plus(side);
    }

    /// <inheritdoc/>
    public string Describe(GraphBuilder graph, string input) => graph.Sum(
        graph.Branch(nameof(body), body, input), shortcut is null ? input : graph.Branch(nameof(shortcut), shortcut, input));
}
