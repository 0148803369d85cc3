using System.Globalization;
using GanBench.Metrics.MsSsim;
using GanBench.Metrics.Prdc;
using GanBench.Runs;

namespace GanBench.Metrics.Modes;

/// <summary>The collapse value of a checkpoint; see <see cref="CollapseDetector"/>.</summary>
public sealed class CollapseMetric : IMetric
{
    /// <inheritdoc/>
    public string Name => "collapse";

    /// <inheritdoc/>
    public string Description => "0 as diverse as the data … 1 one image, from coverage, MS-SSIM and the class histogram";

    /// <inheritdoc/>
    public MetricNeeds Needs => MetricNeeds.Images | MetricNeeds.Features;

    /// <inheritdoc/>
    public IReadOnlyList<MetricValue> Values { get; } =
        [new("collapse") { Better = Better.Lower, Low = 0, High = 1, IsHeadline = true, NotesFindings = true }];

    /// <inheritdoc/>
    public object? Options { get; } = new NeighbourhoodOptions();

    /// <inheritdoc/>
    public string? Unavailable(EvaluationInputs inputs) => PrdcMetric.TooFew(inputs, inputs.OptionsOf<NeighbourhoodOptions>(this));

    /// <inheritdoc/>
    public IEnumerable<MetricRecord> Compute(EvaluationInputs inputs)
    {
        var options = inputs.OptionsOf<NeighbourhoodOptions>(this);
        var result = CollapseDetector.Judge(
            PrdcMetric.Result(inputs, options).Coverage,
            options.Neighbours,
            MsSsimMetric.Likeness(inputs, inputs.Generated),
            MsSsimMetric.Likeness(inputs, inputs.Reference),
            ModesMetric.Histogram(inputs));
        yield return inputs.Record(
            Values[0],
            result.Value,
            usesFeatures: true,
            [.. PrdcMetric.Protocol(inputs, options),
            ("uncovered", result.Uncovered.ToString("F4", CultureInfo.InvariantCulture)),
            ("likeness", result.Likeness.ToString("F4", CultureInfo.InvariantCulture)),
            ("classLoss", result.ClassLoss?.ToString("F4", CultureInfo.InvariantCulture) ?? "none"),
            ("formula", "min(uncovered, max(likeness, classLoss))")]) with
        {
            Note = result.Verdict switch
            {
                CollapseVerdict.Collapsed => "collapsed",
                CollapseVerdict.Partial => "partly collapsed",
                _ => null,
            },
        };
    }
}
