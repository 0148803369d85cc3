using GanBench.Configuration;

namespace GanBench.Metrics.Kid;

/// <summary>Options of the kernel distance with a radial kernel.</summary>
public sealed record RadialKidOptions : KernelDistanceOptions
{
    /// <summary>Width of the kernel, in the unit of the features.</summary>
    [RangeRule(0, Above = true)]
    public double Sigma { get; init; } = RadialKernel.DefaultSigma;

    /// <inheritdoc/>
    public override KidKernel Kernel => new RadialKernel { Sigma = Sigma };
}
