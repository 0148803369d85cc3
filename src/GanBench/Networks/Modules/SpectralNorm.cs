using GanBench.Networks.Graphs;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanBench.Networks.Modules;

/// <summary>A weight divided by its largest singular value, estimated by power iteration (Miyato et al. 2018, algorithm 1).</summary>
internal static class SpectralNorm
{
    private const double Epsilon = 1e-12;

    /// <summary>Returns weight / σ; in training one power iteration updates the buffer <paramref name="u"/> first.</summary>
    /// <param name="weight">The weight; its first dimension is the output.</param>
    /// <param name="u">The left singular vector's estimate, of unit length.</param>
    /// <param name="training">Whether to iterate.</param>
    public static Tensor Normalize(Parameter weight, Tensor u, bool training)
    {
        var matrix = weight.reshape(weight.shape[0], -1);
        Tensor left, right;
        using (no_grad())
        {
            right = functional.normalize(matrix.t().mv(u), dim: 0, eps: Epsilon);
            left = training ? functional.normalize(matrix.mv(right), dim: 0, eps: Epsilon) : u.clone();
            if (training)
                u.copy_(left);
        }
        var sigma = left.dot(matrix.mv(right));
        return weight / sigma;
    }
}

/// <summary>A spectrally normalised linear layer.</summary>
internal sealed class SpectralNormLinear : Module<Tensor, Tensor>, IPiecewiseLinear, IGraphModule
{
#pragma warning disable IDE1006 // TorchSharp names parameters after their fields.
    private readonly Parameter weight;
    private readonly Parameter? bias;
    private readonly Tensor u;
#pragma warning restore IDE1006

    public SpectralNormLinear(int inputs, int outputs, bool hasBias)
        : base(nameof(SpectralNormLinear))
    {
        weight = Weights.Zeros(outputs, inputs);
        bias = hasBias ? Weights.Zeros(outputs) : null;
        u = Weights.Buffer(zeros(outputs));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) =>
        Product.Linear(input.flatten(1), SpectralNorm.Normalize(weight, u, training), bias);

    /// <inheritdoc/>
    public string Describe(GraphBuilder graph, string input) =>
        graph.Linear(graph.Flatten(input), SpectralNorm.Normalize(weight, u, training), bias);

    /// <inheritdoc/>
    public Tensor Trace(Tensor input, out Func<Tensor, Tensor> back)
    {
        var shape = input.shape;
        using var withGraph = enable_grad();
        var normalized = SpectralNorm.Normalize(weight, u, training);
        back = gradient => Product.Back(gradient, normalized).reshape(shape);
        return Product.Linear(input.flatten(1), normalized.detach(), bias?.detach());
    }
}

/// <summary>A spectrally normalised convolution.</summary>
internal sealed class SpectralNormConv2d : Module<Tensor, Tensor>, IPiecewiseLinear, IGraphModule
{
    private readonly long[] _strides, _padding;

#pragma warning disable IDE1006 // TorchSharp names parameters after their fields.
    private readonly Parameter weight;
    private readonly Parameter? bias;
    private readonly Tensor u;
#pragma warning restore IDE1006

    public SpectralNormConv2d(int channels, int filters, int kernel, int stride, long[] padding, bool hasBias)
        : base(nameof(SpectralNormConv2d))
    {
        (_strides, _padding) = ([stride, stride], padding);
        weight = Weights.Zeros(filters, channels, kernel, kernel);
        bias = hasBias ? Weights.Zeros(filters) : null;
        u = Weights.Buffer(zeros(filters));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) =>
        Convolve.Forward(input, SpectralNorm.Normalize(weight, u, training), bias, _strides, _padding);

    /// <inheritdoc/>
    public string Describe(GraphBuilder graph, string input) =>
        graph.Conv2d(input, SpectralNorm.Normalize(weight, u, training), bias, _strides, _padding);

    /// <inheritdoc/>
    public Tensor Trace(Tensor input, out Func<Tensor, Tensor> back)
    {
        var shape = input.shape;
        using var withGraph = enable_grad();
        var normalized = SpectralNorm.Normalize(weight, u, training);
        back = gradient => Convolve.Back(gradient, normalized, shape, _strides, _padding);
        return Convolve.Forward(input, normalized.detach(), bias?.detach(), _strides, _padding);
    }
}
