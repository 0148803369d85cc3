using GanBench.Configuration;

namespace GanBench.Recipes;

/// <summary>Size of the networks, their latent space, and what else their architecture lets one choose.</summary>
public sealed record NetworkOptions
{
    /// <summary>Factor on every hidden layer's width; 1 is the paper's network.</summary>
    [RangeRule(0, 16, Above = true)]
    public double Width { get; init; } = 1;

    /// <summary>Dimensions of the latent vector.</summary>
    [RangeRule(1, 65_536)]
    public int Latent { get; init; } = 100;

    /// <summary>Distribution of the latent vector's components.</summary>
    public LatentDistribution LatentDistribution { get; init; } = LatentDistribution.Normal;

    /// <summary>Settings of the architecture's own, where it has any.</summary>
    public OwnOptions Options { get; init; } = OwnOptions.None;
}

/// <summary>Distribution of latent components.</summary>
public enum LatentDistribution
{
    /// <summary>N(0, 1).</summary>
    Normal,

    /// <summary>Uniform on [-1, 1].</summary>
    Uniform,
}
