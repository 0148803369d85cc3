using System.ComponentModel;

namespace GanBench.Recipes;

/// <summary>Size of the networks and their latent space.</summary>
public sealed record NetworkOptions
{
    /// <summary>Factor on every hidden layer's width; 1 is the paper's network.</summary>
    [Description("Factor on every hidden layer's width; 1 is the paper's network.")]
    public double Width { get; init; } = 1;

    /// <summary>Dimensions of the latent vector.</summary>
    [Description("Dimensions of the latent vector.")]
    public int Latent { get; init; } = 100;

    /// <summary>Distribution of the latent vector's components.</summary>
    [Description("Distribution of the latent vector's components.")]
    public LatentDistribution LatentDistribution { get; init; } = LatentDistribution.Normal;
}

/// <summary>Distribution of latent components.</summary>
public enum LatentDistribution
{
    /// <summary>N(0, 1).</summary>
    Normal,

    /// <summary>Uniform on [-1, 1].</summary>
    Uniform,
}
