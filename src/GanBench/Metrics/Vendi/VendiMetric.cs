using System.Globalization;
using GanBench.Runs;
using static TorchSharp.torch;

namespace GanBench.Metrics.Vendi;

/// <summary>
/// The Vendi score of samples, and of as many real images beside it. It judges diversity alone and needs no reference, so that noise scores
/// well: a generator is as diverse as the data where the two are equal.
/// </summary>
public sealed class VendiMetric : IMetric
{
    /// <inheritdoc/>
    public string Name => "vendi";

    /// <inheritdoc/>
    public string Description => "effective number of different samples by the cosine of their features (Friedman and Dieng 2023)";

    /// <inheritdoc/>
    public MetricNeeds Needs => MetricNeeds.Features;

    /// <inheritdoc/>
    public IReadOnlyList<MetricValue> Values { get; } =
    [
        new("vendi") { Label = "Vendi score", Better = Better.Near, Low = 1 },
        new("vendi-real") { Label = "Vendi score, real", Low = 1, IsDrawn = false, ReferenceOf = "vendi" },
    ];

    /// <inheritdoc/>
    public IEnumerable<MetricRecord> Compute(EvaluationInputs inputs)
    {
        var count = Math.Min(inputs.Generated.Count, inputs.Reference.Count);
        yield return Record(Values[0], inputs.Generated.Features);
        yield return Record(Values[1], inputs.Reference.Features) with { Note = "the data's own" };

        MetricRecord Record(MetricValue value, Tensor features) => inputs.Record(
            value,
            VendiScore.Compute(features.narrow(0, 0, count)),
            usesFeatures: true,
            ("vectors", count.ToString(CultureInfo.InvariantCulture)),
            ("similarity", "cosine"));
    }
}
