using GanBench.Configuration;

namespace GanBench.Metrics.Kid;

/// <summary>Options of the kernel inception distance.</summary>
public sealed record KidOptions
{
    /// <summary>Subsets that the value is a mean over.</summary>
    [RangeRule(1)]
    public int Subsets { get; init; } = KernelDistance.DefaultSubsets;

    /// <summary>Images per subset.</summary>
    [RangeRule(2)]
    public int SubsetSize { get; init; } = KernelDistance.DefaultSubsetSize;
}
