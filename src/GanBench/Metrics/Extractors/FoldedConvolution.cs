using GanBench.Engine;
using GanBench.Networks.Modules;
using static TorchSharp.torch;

namespace GanBench.Metrics.Extractors;

/// <summary>
/// A convolution with the batch normalisation behind it folded in: γ(Wx − μ)/√(σ² + ε) + β = W'x + b' with W' = Wγ/√(σ² + ε) and
/// b' = β − μγ/√(σ² + ε). Folded in float64 and rounded once.
/// </summary>
/// <param name="Weight">O×I×K×K.</param>
/// <param name="Bias">O.</param>
internal sealed record FoldedConvolution(Tensor Weight, Tensor Bias) : IDisposable
{
    /// <summary>Folds; the result lives until it is disposed.</summary>
    /// <param name="weight">O×I×K×K.</param>
    /// <param name="scale">γ, O.</param>
    /// <param name="shift">β, O.</param>
    /// <param name="mean">μ, O.</param>
    /// <param name="variance">σ², O.</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="device">Where it is to compute.</param>
    /// <param name="type">What it is to compute in.</param>
    public static FoldedConvolution Fold(
        Tensor weight, Tensor scale, Tensor shift, Tensor mean, Tensor variance, double epsilon, Device device,
        ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var factor = scale.to(float64) / variance.to(float64).Plus(epsilon).SquareRoot();
        var folded = weight.to(float64) * factor.reshape(-1, 1, 1, 1);
        return new FoldedConvolution(Keep(folded, device, type), Keep(shift.to(float64) - (mean.to(float64) * factor), device, type));
    }

    /// <summary>N×I×H×W → N×O×H'×W'.</summary>
    /// <param name="x">The input.</param>
    /// <param name="stride">Step between outputs.</param>
    /// <param name="padding">Zeros on each side.</param>
    public Tensor Apply(Tensor x, long stride, long padding) =>
        Convolve.Forward(x, Weight, Bias, [stride, stride], [padding, padding]);

    public void Dispose()
    {
        Weight.Dispose();
        Bias.Dispose();
    }

    private static Tensor Keep(Tensor tensor, Device device, ScalarType type) =>
        tensor.to(type).to(device).contiguous().DetachFromDisposeScope();
}
