namespace GanBench.Metrics.Prdc;

/// <summary>How a distance is compared with a radius.</summary>
public enum RadiusRule
{
    /// <summary>d &lt; r, as in the authors' <c>prdc</c> package.</summary>
    Below,

    /// <summary>d ≤ r, as in torch-fidelity and StyleGAN. Differs where images are duplicated.</summary>
    BelowOrEqual,
}

/// <summary>Precision, recall, density and coverage.</summary>
/// <param name="Precision">Share of generated vectors inside the real neighbourhoods: fidelity.</param>
/// <param name="Recall">Share of real vectors inside the generated neighbourhoods: diversity.</param>
/// <param name="Density">Mean number of real neighbourhoods around a generated vector over k; can exceed 1.</param>
/// <param name="Coverage">Share of real neighbourhoods that hold a generated vector.</param>
public sealed record PrdcResult(double Precision, double Recall, double Density, double Coverage)
{
    /// <summary>Harmonic mean of precision and recall; 0 when both are 0.</summary>
    public double F1 => Precision + Recall == 0 ? 0 : 2 * Precision * Recall / (Precision + Recall);
}
