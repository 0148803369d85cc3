using GanBench.Engine;
using static TorchSharp.torch;

namespace GanBench.Metrics.Kid;

/// <summary>
/// k(x, y) = (γ xᵀy + c)ᵖ. With p = 3, γ = 1/d and c = 1 it is KID's (Bińkowski et al., "Demystifying MMD GANs", ICLR 2018, section 4);
/// torch-fidelity calls the three <c>kid_kernel_poly_degree</c>, <c>_gamma</c> and <c>_coef0</c>.
/// </summary>
public sealed record PolynomialKernel : KidKernel
{
    /// <summary>KID's kernel.</summary>
    public static PolynomialKernel Cubic { get; } = new();

    /// <summary>p, at least 1.</summary>
    public int Degree { get; init; } = 3;

    /// <summary>γ; null for 1/d.</summary>
    public double? Gamma { get; init; }

    /// <summary>c.</summary>
    public double Coefficient { get; init; } = 1;

    /// <inheritdoc/>
    public override string Formula => FormattableString.Invariant(
        $"({(Gamma is { } gamma ? FormattableString.Invariant($"{gamma} x·y") : "x·y/d")} + {Coefficient})^{Degree}");

    /// <inheritdoc/>
    internal override Tensor Of(Tensor x, Tensor yTransposed)
    {
        var inner = x.mm(yTransposed).mul_(Scalars.Of(Gamma ?? (1.0 / x.shape[1]))).Add(Scalars.Of(Coefficient));
        if (Degree == 1)
            return inner;
        var power = inner * inner;
        for (var p = 2; p < Degree; p++)
            power.mul_(inner);
        return power;
    }
}
