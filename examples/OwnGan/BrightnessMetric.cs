using GanBench.Metrics;
using GanBench.Runs;
using static TorchSharp.torch;

namespace OwnGan;

/// <summary>How much brighter samples are than the data, in grey levels.</summary>
public sealed class BrightnessMetric : IMetric
{
    /// <inheritdoc/>
    public string Name => "brightness";

    /// <inheritdoc/>
    public string Description => "mean of all bytes of samples less that of the data; 0 is right";

    /// <inheritdoc/>
    public MetricNeeds Needs => MetricNeeds.Images;

    /// <inheritdoc/>
    public IReadOnlyList<MetricValue> Values { get; } =
        [new("brightness-gap") { Label = "Brightness", Unit = "grey levels", Better = Better.Near, Target = 0, Low = -255, High = 255 }];

    /// <inheritdoc/>
    public IEnumerable<MetricRecord> Compute(EvaluationInputs inputs)
    {
        // Whatever decides the value belongs into its protocol; counts, sources and seeds that all metrics share are there already.
        var count = Math.Min(inputs.Generated.Count, inputs.Reference.Count);
        var gap = Mean(inputs.Generated.Images(count)) - Mean(inputs.Reference.Images(count));
        yield return inputs.Record(Values[0], gap, usesFeatures: false, ("images", $"{count}"));
    }

    private static double Mean(Tensor images)
    {
        using var scope = NewDisposeScope();
        return images.to(float64).mean().item<double>();
    }
}
