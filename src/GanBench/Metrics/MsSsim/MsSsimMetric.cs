using System.Globalization;
using GanBench.Metrics.SlicedWasserstein;
using GanBench.Runs;
using static TorchSharp.torch;

namespace GanBench.Metrics.MsSsim;

/// <summary>
/// Mean MS-SSIM between pairs of samples: how alike they are. It says something only beside the same mean between pairs of real images:
/// above it, the samples are less diverse than the data.
/// </summary>
public sealed class MsSsimMetric : IMetric
{
    private const int Batch = 128;

    /// <inheritdoc/>
    public string Name => "ms-ssim";

    /// <inheritdoc/>
    public string Description =>
        "structural similarity between pairs of samples, to be near that of the data (Odena et al. 2017, Karras et al. 2018)";

    /// <inheritdoc/>
    public MetricNeeds Needs => MetricNeeds.Images;

    /// <inheritdoc/>
    public IReadOnlyList<MetricValue> Values { get; } =
    [
        new("ms-ssim") { Label = "MS-SSIM", Better = Better.Near, High = 1 },
        new("ms-ssim-real") { High = 1, IsDrawn = false, ReferenceOf = "ms-ssim" },
    ];

    /// <inheritdoc/>
    public string? Unavailable(EvaluationInputs inputs) => Math.Min(inputs.Generated.Count, inputs.Reference.Count) < 2
        ? "needs at least 2 images" : null;

    /// <inheritdoc/>
    public IEnumerable<MetricRecord> Compute(EvaluationInputs inputs)
    {
        yield return Record(Values[0], Likeness(inputs, inputs.Generated), inputs.Generated.Count);
        yield return Record(Values[1], Likeness(inputs, inputs.Reference), inputs.Reference.Count) with { Note = "the data's own" };

        MetricRecord Record(MetricValue value, double number, int count) => inputs.Record(
            value, number, usesFeatures: false, ("pairs", (count / 2).ToString(CultureInfo.InvariantCulture)), ("scales", "5"));
    }

    /// <summary>Mean similarity of pairs of a side, which the collapse metric needs too.</summary>
    internal static double Likeness(EvaluationInputs inputs, SampleSet side) =>
        inputs.Shared((nameof(MsSsimMetric), side), () => MeanOfPairs(side.Images(side.Count)));

    /// <summary>Mean similarity of the pairs (0, 1), (2, 3), …</summary>
    /// <param name="images">uint8 N×C×H×W, at least two; an odd last one is left out.</param>
    public static double MeanOfPairs(Tensor images)
    {
        var pairs = images.shape[0] / 2;
        var sum = 0.0;
        for (var first = 0L; first < pairs; first += Batch)
        {
            using var scope = NewDisposeScope();
            var count = Math.Min(Batch, pairs - first);
            var block = ImagePadding.ToMultipleOf16(images.narrow(0, 2 * first, 2 * count).to(float64));
            var shaped = block.reshape(count, 2, block.shape[1], block.shape[2], block.shape[3]);
            sum += MultiScaleSimilarity.Compute(shaped.select(1, 0), shaped.select(1, 1)).Sum();
        }
        return sum / pairs;
    }
}
