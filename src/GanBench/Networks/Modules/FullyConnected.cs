using GanBench.Networks.Graphs;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanBench.Networks.Modules;

/// <summary>A linear layer N×I → N×O, with TorchSharp's names of parameters.</summary>
internal sealed class FullyConnected : Module<Tensor, Tensor>, IPiecewiseLinear, IGraphModule
{
#pragma warning disable IDE1006 // TorchSharp names parameters after their fields.
    private readonly Parameter weight;
    private readonly Parameter? bias;
#pragma warning restore IDE1006

    /// <param name="inputs">Inputs I.</param>
    /// <param name="outputs">Outputs O.</param>
    /// <param name="hasBias">Whether it adds a bias.</param>
    public FullyConnected(int inputs, int outputs, bool hasBias)
        : base(nameof(FullyConnected))
    {
        weight = Weights.Zeros(outputs, inputs);
        bias = hasBias ? Weights.Zeros(outputs) : null;
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => Product.Linear(input, weight, bias);

    /// <inheritdoc/>
    public string Describe(GraphBuilder graph, string input) => graph.Linear(input, weight, bias);

    /// <inheritdoc/>
    public Tensor Trace(Tensor input, out Func<Tensor, Tensor> back)
    {
        back = gradient => Product.Back(gradient, weight);
        return forward(input);
    }
}
