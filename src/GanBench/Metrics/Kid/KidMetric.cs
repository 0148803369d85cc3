using System.Globalization;
using GanBench.Runs;

namespace GanBench.Metrics.Kid;

/// <summary>The kernel inception distance; unbiased, so the one to use with few samples.</summary>
public sealed class KidMetric : IMetric
{
    /// <inheritdoc/>
    public string Name => "kid";

    /// <inheritdoc/>
    public string Description => "unbiased squared maximum mean discrepancy of features under a cubic kernel (Bińkowski et al. 2018)";

    /// <inheritdoc/>
    public MetricNeeds Needs => MetricNeeds.Features;

    /// <inheritdoc/>
    public IReadOnlyList<MetricValue> Values { get; } = [new("kid") { Label = "KID", Better = Better.Lower, IsHeadline = true }];

    /// <inheritdoc/>
    public object? Options { get; } = new KidOptions();

    /// <inheritdoc/>
    public string? Unavailable(EvaluationInputs inputs)
    {
        var (fewest, size) = (Math.Min(inputs.Generated.Count, inputs.Reference.Count), inputs.OptionsOf<KidOptions>(this).SubsetSize);
        return fewest < size
            ? FormattableString.Invariant(
                $"subsets of {size} need as many samples on both sides (found {fewest}); choose smaller subsets or more samples")
            : null;
    }

    /// <inheritdoc/>
    public IEnumerable<MetricRecord> Compute(EvaluationInputs inputs)
    {
        var options = inputs.OptionsOf<KidOptions>(this);
        var result = KernelDistance.Compute(
            inputs.Generated.Features, inputs.Reference.Features, options.Subsets, options.SubsetSize, inputs.Options.Seed);
        yield return inputs.Record(
            Values[0],
            result.Mean,
            usesFeatures: true,
            ("referenceCount", inputs.Reference.Count.ToString(CultureInfo.InvariantCulture)),
            ("subsets", FormattableString.Invariant($"{options.Subsets} of {options.SubsetSize}")),
            ("kernel", "(x·y/d + 1)^3"),
            ("seed", inputs.Options.Seed.ToString(CultureInfo.InvariantCulture))) with
        { StandardDeviation = result.StandardDeviation };
    }
}
