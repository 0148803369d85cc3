using System.Globalization;
using GanBench.Runs;

namespace GanBench.Metrics.Prdc;

/// <summary>Precision, recall, their harmonic mean, density and coverage.</summary>
public sealed class PrdcMetric : IMetric
{
    /// <inheritdoc/>
    public string Name => "prdc";

    /// <inheritdoc/>
    public string Description => "precision, recall (Kynkäänniemi et al. 2019), density and coverage (Naeem et al. 2020) by nearest neighbours";

    /// <inheritdoc/>
    public MetricNeeds Needs => MetricNeeds.Features;

    /// <inheritdoc/>
    public IReadOnlyList<string> Values => ["precision", "recall", "f1", "density", "coverage"];

    /// <inheritdoc/>
    public string? Unavailable(EvaluationInputs inputs) => TooFew(inputs);

    /// <inheritdoc/>
    public IEnumerable<MetricRecord> Compute(EvaluationInputs inputs)
    {
        var result = inputs.Prdc;
        foreach (var (name, value) in Values.Zip([result.Precision, result.Recall, result.F1, result.Density, result.Coverage]))
            yield return inputs.Record(name, value, lowerIsBetter: false, usesFeatures: true, Protocol(inputs));
    }

    internal static string? TooFew(EvaluationInputs inputs)
    {
        var fewest = Math.Min(inputs.Generated.Count, inputs.Reference.Count);
        return fewest <= inputs.Options.Neighbours
            ? FormattableString.Invariant($"{inputs.Options.Neighbours} neighbours need more samples than that on both sides (found {fewest})")
            : null;
    }

    internal static (string, string)[] Protocol(EvaluationInputs inputs) =>
    [
        ("referenceCount", inputs.Reference.Count.ToString(CultureInfo.InvariantCulture)),
        ("neighbours", inputs.Options.Neighbours.ToString(CultureInfo.InvariantCulture)),
        ("rule", inputs.Options.RadiusRule == RadiusRule.Below ? "d < r" : "d <= r"),
        ("seed", inputs.Options.Seed.ToString(CultureInfo.InvariantCulture)),
    ];
}
