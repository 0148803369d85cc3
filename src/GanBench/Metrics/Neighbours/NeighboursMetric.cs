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

    private static readonly NeighbourValues InPixels = NeighbourValues.Of("pixel", isDrawn: false);

    private static readonly NeighbourValues InFeatures = NeighbourValues.Of("feature", isDrawn: true);

    /// <summary>Its values in each space, the one that says most first: a shifted copy is far in pixels.</summary>
    public static IReadOnlyList<NeighbourValues> Spaces { get; } = [InFeatures, InPixels];

    /// <inheritdoc/>
    public string Name => MetricName;

    /// <inheritdoc/>
    public string Description =>
        "distance to the nearest reference image in pixels and features, and the share of samples that look memorised";

    /// <inheritdoc/>
    public MetricNeeds Needs => MetricNeeds.Images | MetricNeeds.Features;

    /// <inheritdoc/>
    public IReadOnlyList<MetricValue> Values { get; } =
        [InPixels.Nearest, InPixels.OfData, InPixels.Memorised, InFeatures.Nearest, InFeatures.OfData, InFeatures.Memorised];

    /// <inheritdoc/>
    public string? Unavailable(EvaluationInputs inputs) => inputs.Reference.Count < 3 ? "needs at least 3 reference images" : null;

    /// <inheritdoc/>
    public IEnumerable<MetricRecord> Compute(EvaluationInputs inputs)
    {
        var count = Math.Min(MostSamples, Math.Min(inputs.Generated.Count, inputs.Reference.Count));
        var pixels = Search(
            NeighbourFigure.Vectors(inputs.Generated.Images(count)), NeighbourFigure.Vectors(
                inputs.Reference.Images(inputs.Reference.Count)), count);
        var features = Search(inputs.Generated.Features.narrow(0, 0, count), inputs.Reference.Features, count);
        foreach (var (space, result) in new[] { (InPixels, pixels), (InFeatures, features) })
        {
            (string, string)[] details =
            [
                ("examined", count.ToString(CultureInfo.InvariantCulture)),
                ("referenceCount", inputs.Reference.Count.ToString(CultureInfo.InvariantCulture)),
                ("distance", space == InPixels ? "root mean square over pixels in 0…255" : "Euclidean"),
            ];
            var usesFeatures = space == InFeatures;
            yield return inputs.Record(space.Nearest, result.Median, usesFeatures, details) with { Note = "median" };
            yield return inputs.Record(space.OfData, result.RealMedian, usesFeatures, details) with
            { Note = "median; reference images to each other" };
            yield return inputs.Record(space.Memorised, result.Memorised, usesFeatures,
                [.. details,
                    ("rule", FormattableString.Invariant(
                        $"closer than the {MemorisedQuantile} quantile of reference images to each other"))]);
        }
    }

    /// <inheritdoc/>
    public void Draw(string path, ISampleSource samples, ISampleSource reference) => NeighbourFigure.Save(path, samples, reference);

    private static (double Median, double RealMedian, double Memorised) Search(Tensor samples, Tensor reference, int count)
    {
        var nearest = NearestNeighbours.Find(samples, reference).Nearest.Order().ToArray();
        // The nearest other image: the first neighbour of a reference image is itself.
        var real = NearestNeighbours.Find(reference.narrow(0, 0, count), reference, 2).Distances.Select(d => d[1]).Order().ToArray();
        var threshold = real[(int)(MemorisedQuantile * real.Length)];
        return (nearest[nearest.Length / 2], real[real.Length / 2], nearest.Count(d => d < threshold) / (double)nearest.Length);
    }
}

/// <summary>What the neighbours metric measures in one space.</summary>
/// <param name="Nearest">Median distance of samples to the nearest reference image.</param>
/// <param name="OfData">The same of reference images to each other.</param>
/// <param name="Memorised">Share of samples nearer than nearly all reference images are to each other.</param>
public sealed record NeighbourValues(MetricValue Nearest, MetricValue OfData, MetricValue Memorised)
{
    /// <summary>The values of a space.</summary>
    /// <param name="space">Its name, in the singular.</param>
    /// <param name="isDrawn">Whether its share is drawn.</param>
    internal static NeighbourValues Of(string space, bool isDrawn) => new(
        new("nearest-" + space) { Low = 0, IsDrawn = false },
        new($"nearest-{space}-real") { Low = 0, IsDrawn = false, ReferenceOf = "nearest-" + space },
        new("memorised-" + space) { Label = $"Memorised, by {space}s", Better = Better.Lower, Low = 0, High = 1, IsDrawn = isDrawn });
}
