using GanBench.Networks.Graphs;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanBench.Networks.Modules;

/// <summary>A convolution N×I×H×W → N×O×H'×W', with TorchSharp's names of parameters.</summary>
internal sealed class Convolution2d : Module<Tensor, Tensor>, IPiecewiseLinear, IGraphModule
{
    private readonly long[] _strides, _padding;

#pragma warning disable IDE1006 // TorchSharp names parameters after their fields.
    private readonly Parameter weight;
    private readonly Parameter? bias;
#pragma warning restore IDE1006

    /// <param name="channels">Input channels.</param>
    /// <param name="filters">Output channels.</param>
    /// <param name="kernel">Side of the kernel.</param>
    /// <param name="stride">Step between outputs.</param>
    /// <param name="padding">Zeros on each side, per axis.</param>
    /// <param name="hasBias">Whether it adds a bias per channel.</param>
    public Convolution2d(int channels, int filters, int kernel, int stride, long[] padding, bool hasBias)
        : base(nameof(Convolution2d))
    {
        (_strides, _padding) = ([stride, stride], padding);
        weight = Weights.Zeros(filters, channels, kernel, kernel);
        bias = hasBias ? Weights.Zeros(filters) : null;
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => Convolve.Forward(input, weight, bias, _strides, _padding);

    /// <inheritdoc/>
    public string Describe(GraphBuilder graph, string input) => graph.Conv2d(input, weight, bias, _strides, _padding);

    /// <inheritdoc/>
    public Tensor Trace(Tensor input, out Func<Tensor, Tensor> back)
    {
        var shape = input.shape;
        back = gradient => Convolve.Back(gradient, weight, shape, _strides, _padding);
        return forward(input);
    }
}
