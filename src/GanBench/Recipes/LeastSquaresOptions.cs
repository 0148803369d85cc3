using GanBench.Configuration;

namespace GanBench.Recipes;

/// <summary>Targets of the least-squares objective (Mao et al. 2017, equation 2).</summary>
public sealed record LeastSquaresOptions : IOptionRules
{
    /// <summary>The discriminator's target for generated samples.</summary>
    public double A { get; init; }

    /// <summary>The discriminator's target for real samples.</summary>
    public double B { get; init; } = 1;

    /// <summary>The value the generator wants the discriminator to give.</summary>
    public double C { get; init; } = 1;

    /// <inheritdoc/>
    public IEnumerable<string> Problems(string prefix) =>
        A < B ? [] : [FormattableString.Invariant($"{prefix}a ({A}) must be below {prefix}b ({B}).")];
}
