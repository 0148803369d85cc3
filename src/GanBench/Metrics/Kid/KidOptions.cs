using GanBench.Configuration;

namespace GanBench.Metrics.Kid;

/// <summary>Options of the kernel inception distance. Another kernel than the default gives another quantity.</summary>
public sealed record KidOptions : KernelDistanceOptions
{
    /// <summary>Power of the kernel.</summary>
    [RangeRule(1)]
    public int Degree { get; init; } = PolynomialKernel.Cubic.Degree;

    /// <summary>Factor of the inner product; null for one over the length of a feature vector.</summary>
    [RangeRule(0, Above = true)]
    public double? Gamma { get; init; }

    /// <summary>What is added to it.</summary>
    [RangeRule(0)]
    public double Coefficient { get; init; } = PolynomialKernel.Cubic.Coefficient;

    /// <inheritdoc/>
    public override KidKernel Kernel => new PolynomialKernel { Degree = Degree, Gamma = Gamma, Coefficient = Coefficient };
}
