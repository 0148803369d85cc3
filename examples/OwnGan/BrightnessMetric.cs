using System.Globalization;
using GanBench.Configuration;
using GanBench.Metrics;
using GanBench.Runs;
using static TorchSharp.torch;

namespace OwnGan;

/// <summary>Its options: <c>--set brightness.share=0.5</c>, in a suite <c>options: {brightness: {share: 0.5}}</c>.</summary>
public sealed record BrightnessOptions
{
    /// <summary>Share of an image's side that is looked at, in the middle.</summary>
    [RangeRule(0, 1, Above = true)]
    public double Share { get; init; } = 1;
}

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
    public object? Options { get; } = new BrightnessOptions();

    /// <inheritdoc/>
    public IReadOnlyList<MetricValue> Values { get; } =
        [new("brightness-gap") { Label = "Brightness", Unit = "grey levels", Better = Better.Near, Target = 0, Low = -255, High = 255 }];

    /// <inheritdoc/>
    public IEnumerable<MetricRecord> Compute(EvaluationInputs inputs)
    {
        // Whatever decides the value belongs into its protocol; counts, sources and seeds that all metrics share are there already.
        var count = Math.Min(inputs.Generated.Count, inputs.Reference.Count);
        var share = inputs.OptionsOf<BrightnessOptions>(this).Share;
        var gap = Mean(inputs.Generated.Images(count), share) - Mean(inputs.Reference.Images(count), share);
        yield return inputs.Record(
            Values[0], gap, usesFeatures: false, ("images", $"{count}"), ("share", share.ToString(CultureInfo.InvariantCulture)));
    }

    private static double Mean(Tensor images, double share)
    {
        using var scope = NewDisposeScope();
        var (height, width) = (Math.Max(1, (long)(share * images.shape[2])), Math.Max(1, (long)(share * images.shape[3])));
        return images.narrow(2, (images.shape[2] - height) / 2, height).narrow(3, (images.shape[3] - width) / 2, width)
            .to(float64).mean().item<double>();
    }
}
