using System.ComponentModel;

namespace GanBench.Recipes;

/// <summary>Targets of the least-squares objective (Mao et al. 2017, equation 2).</summary>
public sealed record LeastSquaresOptions
{
    /// <summary>The discriminator's target for generated samples.</summary>
    [Description("The discriminator's target for generated samples.")]
    public double A { get; init; }

    /// <summary>The discriminator's target for real samples.</summary>
    [Description("The discriminator's target for real samples.")]
    public double B { get; init; } = 1;

    /// <summary>The value the generator wants the discriminator to give.</summary>
    [Description("The value the generator wants the discriminator to give.")]
    public double C { get; init; } = 1;
}
