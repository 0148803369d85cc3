using System.Globalization;
using GanBench.Metrics.Samples;
using GanBench.Runs;
using static TorchSharp.torch;

namespace GanBench.Metrics.Neighbours;

/// <summary>
/// Whether samples are copies of training images. The distance of a sample to its nearest reference image is compared with the distance
/// of reference images to their own nearest: much smaller means memorised.
/// </summary>
public sealed class NeighboursMetric : IFigureMetric
{
    /// <summary>Name of the metric.</summary>
    public const string MetricName = "neighbours";

    /// <summary>Samples closer to a reference image than this quantile of the reference images' own distances count as memorised.</summary>
    public const double MemorisedQuantile = 0.01;

    /// <summary>Samples examined; each is compared with every reference image that is read.</summary>
    public const int MostSamples = 1000;

    /// <inheritdoc/>
    public string Name => MetricName;

    /// <inheritdoc/>
    public string Description => "distance to the nearest reference image in pixels and features, and the share of samples that look memorised";

    /// <inheritdoc/>
    public MetricNeeds Needs => MetricNeeds.Images | MetricNeeds.Features;

    /// <inheritdoc/>
    public IReadOnlyList<string> Values => ["nearest-pixel", "nearest-pixel-real", "memorised-pixel", "nearest-feature", "nearest-feature-real", "memorised-feature"];

    /// <inheritdoc/>
    public string? Unavailable(EvaluationInputs inputs) => inputs.Reference.Count < 3 ? "needs at least 3 reference images" : null;

    /// <inheritdoc/>
    public IEnumerable<MetricRecord> Compute(EvaluationInputs inputs)
    {
        var count = Math.Min(MostSamples, Math.Min(inputs.Generated.Count, inputs.Reference.Count));
        var pixels = Spaces(
            NeighbourFigure.Vectors(inputs.Generated.Images(count)), NeighbourFigure.Vectors(inputs.Reference.Images(inputs.Reference.Count)), count);
        var features = Spaces(inputs.Generated.Features.narrow(0, 0, count), inputs.Reference.Features, count);
        foreach (var (space, result) in new[] { ("pixel", pixels), ("feature", features) })
        {
            (string, string)[] details =
            [
                ("examined", count.ToString(CultureInfo.InvariantCulture)),
                ("referenceCount", inputs.Reference.Count.ToString(CultureInfo.InvariantCulture)),
                ("distance", space == "pixel" ? "root mean square over pixels in 0…255" : "Euclidean"),
            ];
            var usesFeatures = space == "feature";
            yield return inputs.Record("nearest-" + space, result.Median, null, usesFeatures, details) with { Note = "median" };
            yield return inputs.Record($"nearest-{space}-real", result.RealMedian, null, usesFeatures, details) with { Note = "median; reference images to each other" };
            yield return inputs.Record("memorised-" + space, result.Memorised, lowerIsBetter: true, usesFeatures,
                [.. details, ("rule", FormattableString.Invariant($"closer than the {MemorisedQuantile} quantile of reference images to each other"))]);
        }
    }

    /// <inheritdoc/>
    public void Draw(string path, ISampleSource samples, ISampleSource reference) => NeighbourFigure.Save(path, samples, reference);

    private static (double Median, double RealMedian, double Memorised) Spaces(Tensor samples, Tensor reference, int count)
    {
        var nearest = NearestNeighbours.Find(samples, reference).Nearest.Order().ToArray();
        // The nearest other image: the first neighbour of a reference image is itself.
        var real = NearestNeighbours.Find(reference.narrow(0, 0, count), reference, 2).Distances.Select(d => d[1]).Order().ToArray();
        var threshold = real[(int)(MemorisedQuantile * real.Length)];
        return (nearest[nearest.Length / 2], real[real.Length / 2], nearest.Count(d => d < threshold) / (double)nearest.Length);
    }
}
