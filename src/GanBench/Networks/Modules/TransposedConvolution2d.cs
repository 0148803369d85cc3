using GanBench.Networks.Graphs;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanBench.Networks.Modules;

/// <summary>A transposed convolution N×I×H×W → N×O×H'×W', with TorchSharp's names of parameters.</summary>
internal sealed class TransposedConvolution2d : Module<Tensor, Tensor>, IGraphModule
{
    private readonly long[] _strides, _padding;

#pragma warning disable IDE1006 // TorchSharp names parameters after their fields.
    private readonly Parameter weight;
    private readonly Parameter? bias;
#pragma warning restore IDE1006

    /// <param name="channels">Input channels.</param>
    /// <param name="filters">Output channels.</param>
    /// <param name="kernel">Side of the kernel.</param>
    /// <param name="stride">Step between the inputs' places in the output.</param>
    /// <param name="padding">Rows and columns cut from each side.</param>
    /// <param name="hasBias">Whether it adds a bias per channel.</param>
    public TransposedConvolution2d(int channels, int filters, int kernel, int stride, int padding, bool hasBias)
        : base(nameof(TransposedConvolution2d))
    {
        (_strides, _padding) = ([stride, stride], [padding, padding]);
        weight = Weights.Zeros(channels, filters, kernel, kernel);
        bias = hasBias ? Weights.Zeros(filters) : null;
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => Convolve.Transposed(input, weight, bias, _strides, _padding);

    /// <inheritdoc/>
    public string Describe(GraphBuilder graph, string input) => graph.ConvTranspose2d(input, weight, bias, _strides, _padding);
}
