using GanBench.Configuration;

namespace GanBench.Recipes;

/// <summary>Penalties and constraints on the discriminator; several may be on together.</summary>
public sealed record RegularizerOptions
{
    /// <summary>Weights are clipped to [-clip, clip] after each step (WGAN); 0 is off.</summary>
    [RangeRule(0)]
    public double Clip { get; init; }

    /// <summary>The gradient penalty.</summary>
    public GradientPenalty GradientPenalty { get; init; } = GradientPenalty.None;

    /// <summary>Weight λ of the gradient penalty.</summary>
    [RangeRule(0)]
    public double PenaltyWeight { get; init; } = 10;

    /// <summary>Weight γ of R1, γ/2·E‖∇D(x)‖² on real images (Mescheder et al. 2018); 0 is off.</summary>
    [RangeRule(0)]
    public double R1 { get; init; }

    /// <summary>Allows a gradient penalty although the critic has batch norm, which makes the penalty depend on the whole batch.</summary>
    public bool AllowBatchNorm { get; init; }

    /// <summary>Name of one more regulariser, of those that other programs register; null is none.</summary>
    [WrittenWhenSet]
    public string? Name { get; init; }

    /// <summary>Settings of that regulariser's own.</summary>
    public OwnOptions Options { get; init; } = OwnOptions.None;
}

/// <summary>Where and how the gradient norm is penalised.</summary>
public enum GradientPenalty
{
    /// <summary>Off.</summary>
    None,

    /// <summary>(‖∇‖ − 1)² between real and fake points (Gulrajani et al. 2017, equation 3).</summary>
    TwoSided,

    /// <summary>max(0, ‖∇‖ − 1) between real and fake points (chen-2019, equation 2-13).</summary>
    OneSided,

    /// <summary>max(0, ‖∇‖ − 1)² between real and fake points (WGAN-LP, Petzka et al. 2018, equation 8).</summary>
    OneSidedSquared,

    /// <summary>(‖∇‖ − 1)² around real points (DRAGAN, Kodali et al. 2017).</summary>
    Dragan,
}
