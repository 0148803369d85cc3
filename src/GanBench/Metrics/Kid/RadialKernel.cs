using GanBench.Engine;
using static TorchSharp.torch;

namespace GanBench.Metrics.Kid;

/// <summary>
/// k(x, y) = exp(−‖x − y‖² / 2σ²), torch-fidelity's <c>rbf</c>. Unlike a polynomial it sees every moment, but nothing that is much nearer
/// or farther than σ, so σ has to fit the features.
/// </summary>
public sealed record RadialKernel : KidKernel
{
    /// <summary>σ of torch-fidelity (<c>kid_kernel_rbf_sigma</c>).</summary>
    public const double DefaultSigma = 10;

    /// <summary>σ, positive, in the unit of the features.</summary>
    public double Sigma { get; init; } = DefaultSigma;

    /// <inheritdoc/>
    public override string Formula => FormattableString.Invariant($"exp(-|x - y|^2 / (2·{Sigma}^2))");

    /// <inheritdoc/>
    internal override Tensor Of(Tensor x, Tensor yTransposed)
    {
        var norms = (x * x).sum(1).unsqueeze(1).Plus((yTransposed * yTransposed).sum(dim: 0));
        return x.mm(yTransposed).mul_(Scalars.Of(2)).sub_(norms).mul_(Scalars.Of(1 / (2 * Sigma * Sigma))).exp_();
    }
}
