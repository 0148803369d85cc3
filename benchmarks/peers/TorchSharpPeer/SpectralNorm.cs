using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharpPeer;

/// <summary>One power iteration per pass in training (Miyato et al. 2018, algorithm 1), as PyTorch's spectral_norm takes it.</summary>
internal static class SpectralNorm
{
    public static Tensor Normalize(Parameter weight, Tensor u, bool training)
    {
        var matrix = weight.flatten(1);
        Tensor left, right;
        using (no_grad())
        {
            right = functional.normalize(matrix.t().mv(u), dim: 0);
            left = functional.normalize(matrix.mv(right), dim: 0);
            if (training)
                u.copy_(left);
        }
        return weight / left.dot(matrix.mv(right));
    }
}

/// <summary>A spectrally normalised convolution that keeps the side.</summary>
internal sealed class SpectralConv2d : Module<Tensor, Tensor>
{
    private readonly Parameter _weight, _bias;
    private readonly Tensor _u;
    private readonly int _padding;

    public SpectralConv2d(int inputs, int outputs, int kernel)
        : base(nameof(SpectralConv2d))
    {
        _weight = new Parameter(init.kaiming_uniform_(empty(outputs, inputs, kernel, kernel)));
        _bias = new Parameter(zeros(outputs));
        _u = functional.normalize(randn(outputs), dim: 0);
        _padding = kernel / 2;
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) =>
        functional.conv2d(input, SpectralNorm.Normalize(_weight, _u, training), _bias, padding: [_padding, _padding]);
}

/// <summary>A spectrally normalised linear layer.</summary>
internal sealed class SpectralLinear : Module<Tensor, Tensor>
{
    private readonly Parameter _weight, _bias;
    private readonly Tensor _u;

    public SpectralLinear(int inputs, int outputs)
        : base(nameof(SpectralLinear))
    {
        _weight = new Parameter(init.kaiming_uniform_(empty(outputs, inputs)));
        _bias = new Parameter(zeros(outputs));
        _u = functional.normalize(randn(outputs), dim: 0);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) => functional.linear(input, SpectralNorm.Normalize(_weight, _u, training), _bias);
}
