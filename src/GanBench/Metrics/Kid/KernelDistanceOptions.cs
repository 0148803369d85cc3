using GanBench.Configuration;

namespace GanBench.Metrics.Kid;

/// <summary>Options of every kernel distance.</summary>
public abstract record KernelDistanceOptions
{
    /// <summary>Subsets that the value is a mean over.</summary>
    [RangeRule(1)]
    public int Subsets { get; init; } = KernelDistance.DefaultSubsets;

    /// <summary>Images per subset; where a side has fewer, as many as it has (clean-fid's rule).</summary>
    [RangeRule(2)]
    public int SubsetSize { get; init; } = KernelDistance.DefaultSubsetSize;

    /// <summary>How subsets are drawn.</summary>
    public SubsetDraw Draw { get; init; }

    /// <summary>The kernel that follows from the options.</summary>
    public abstract KidKernel Kernel { get; }
}
