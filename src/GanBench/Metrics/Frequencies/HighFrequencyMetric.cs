using System.Globalization;
using GanBench.Engine;
using GanBench.Runs;
using static TorchSharp.torch;

namespace GanBench.Metrics.Frequencies;

/// <summary>How grainy samples are: their energy at the highest frequencies over that of the data.</summary>
public sealed class HighFrequencyMetric : IMetric
{
    private const int Batch = 256;

    /// <inheritdoc/>
    public string Name => "high-frequency";

    /// <inheritdoc/>
    public string Description => "mean squared Laplacian of samples over that of the data: above 1 is grainier";

    /// <inheritdoc/>
    public MetricNeeds Needs => MetricNeeds.Images;

    /// <inheritdoc/>
    public IReadOnlyList<MetricValue> Values { get; } = [new("high-frequency-ratio") { Better = Better.Near, Target = 1, Low = 0 }];

    /// <inheritdoc/>
    public IEnumerable<MetricRecord> Compute(EvaluationInputs inputs)
    {
        var count = Math.Min(inputs.Generated.Count, inputs.Reference.Count);
        yield return inputs.Record(
            Values[0], Energy(inputs.Generated.Images(count)) / Energy(inputs.Reference.Images(count)), usesFeatures: false,
            ("images", count.ToString(CultureInfo.InvariantCulture)), ("kernel", "4-neighbour Laplacian, inner pixels"));
    }

    /// <summary>Mean square of the 4-neighbour Laplacian over inner pixels and channels, in squared byte values.</summary>
    /// <param name="images">uint8 N×C×H×W, at least 3×3 pixels.</param>
    public static double Energy(Tensor images)
    {
        var (count, height, width) = (images.shape[0], images.shape[2], images.shape[3]);
        var sum = 0.0;
        for (var first = 0L; first < count; first += Batch)
        {
            using var scope = NewDisposeScope();
            var block = images.narrow(0, first, Math.Min(Batch, count - first)).to(float64);
            Tensor Inner(long top, long left) => block.narrow(2, top, height - 2).narrow(3, left, width - 2);
            var laplacian = Inner(1, 1).Times(4) - Inner(0, 1) - Inner(2, 1) - Inner(1, 0) - Inner(1, 2);
            sum += laplacian.Squared().sum().item<double>();
        }
        return sum / ((double)count * images.shape[1] * (height - 2) * (width - 2));
    }
}
