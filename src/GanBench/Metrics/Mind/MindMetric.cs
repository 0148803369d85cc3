using System.Globalization;
using GanBench.Runs;

namespace GanBench.Metrics.Mind;

/// <summary>The Monge inception distance; see <see cref="MindDistance"/>.</summary>
public sealed class MindMetric : IMetric
{
    /// <inheritdoc/>
    public string Name => "mind";

    /// <inheritdoc/>
    public string Description => "sliced squared 2-Wasserstein distance of features, times 3d (Berthet et al. 2026, as torch-fidelity)";

    /// <inheritdoc/>
    public MetricNeeds Needs => MetricNeeds.Features;

    /// <inheritdoc/>
    public IReadOnlyList<MetricValue> Values { get; } = [new("mind") { Label = "MIND", Better = Better.Lower, Low = 0 }];

    /// <inheritdoc/>
    public object? Options { get; } = new MindOptions();

    /// <inheritdoc/>
    public IEnumerable<MetricRecord> Compute(EvaluationInputs inputs)
    {
        var projections = inputs.OptionsOf<MindOptions>(this).Projections;
        var (x, y) = (inputs.Generated.Features, inputs.Reference.Features);
        var directions = MindDistance.Directions(projections, (int)x.shape[1], inputs.Options.Seed);
        yield return inputs.Record(
            Values[0],
            MindDistance.Compute(x, y, directions),
            usesFeatures: true,
            ("referenceCount", inputs.Reference.Count.ToString(CultureInfo.InvariantCulture)),
            ("vectors", Math.Min(x.shape[0], y.shape[0]).ToString(CultureInfo.InvariantCulture)),
            ("projections", projections.ToString(CultureInfo.InvariantCulture)),
            ("scale", FormattableString.Invariant($"3 × {x.shape[1]}")),
            ("seed", inputs.Options.Seed.ToString(CultureInfo.InvariantCulture)));
    }
}
