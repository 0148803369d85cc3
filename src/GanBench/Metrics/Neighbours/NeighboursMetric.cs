using System.Globalization;
using GanBench.Metrics.Samples;
using GanBench.Runs;

namespace GanBench.Metrics.Neighbours;

/// <summary>
/// Whether samples are copies of training images. The distance of a sample to its nearest reference image is compared with the distance
/// of reference images to the nearest that differs from them: much smaller means memorised. By pixels all images of the reference are
/// searched; by features those that are measured.
/// </summary>
public sealed class NeighboursMetric : IFigureMetric
{
    /// <summary>Name of the metric.</summary>
    public const string MetricName = "neighbours";

    /// <summary>Samples closer to a reference image than this quantile of the reference images' own distances count as memorised.</summary>
    public const double MemorisedQuantile = 0.01;

    /// <summary>Samples examined, and reference images whose own distances they are judged by.</summary>
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
    public int Revision => 2;

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
        var (samples, data) = (inputs.Generated, inputs.Reference);
        var count = Math.Min(MostSamples, Math.Min(samples.Count, data.Count));
        var pixels = CopySearch.ByPixels(samples.Images(count), data, count);
        var features = CopySearch.ByFeatures(samples.Features.narrow(0, 0, count), data, count);
        return Records(inputs, InPixels, pixels, count, "root mean square over pixels in 0…255", data.ImageCount)
            .Concat(Records(inputs, InFeatures, features, count, "Euclidean", data.Count));
    }

    /// <inheritdoc/>
    public void Draw(string path, ISampleSource samples, ISampleSource reference) => NeighbourFigure.Save(path, samples, reference);

    private static IEnumerable<MetricRecord> Records(
        EvaluationInputs inputs, NeighbourValues space, CopySearchResult? result, int count, string distance, int read)
    {
        if (result is null)
        {
            return new[] { space.Nearest, space.OfData, space.Memorised }
                .Select(value => inputs.Absent(value, "needs at least 3 different reference images"));
        }
        (string, string)[] details =
        [
            ("examined", count.ToString(CultureInfo.InvariantCulture)),
            ("referenceCount", read.ToString(CultureInfo.InvariantCulture)),
            ("referenceAll", inputs.Reference.ImageCount.ToString(CultureInfo.InvariantCulture)),
            ("duplicatesRemoved", result.Duplicates.ToString(CultureInfo.InvariantCulture)),
            ("examinedOfReference", result.OfData.Count.ToString(CultureInfo.InvariantCulture)),
            ("distance", distance),
        ];
        var usesFeatures = space == InFeatures;
        return
        [
            inputs.Record(space.Nearest, Median(result.Nearest), usesFeatures, details) with { Note = "median" },
            inputs.Record(space.OfData, Median(result.OfData), usesFeatures, details) with
            {
                Note = "median; different reference images to each other",
            },
            inputs.Record(space.Memorised, result.Memorised, usesFeatures,
                [.. details,
                    ("rule", FormattableString.Invariant(
                        $"closer than the {MemorisedQuantile} quantile of different reference images to each other")),
                    ("threshold", FormattableString.Invariant($"{result.Threshold:G6}"))]),
        ];
    }

    private static double Median(IReadOnlyList<double> sorted) => sorted[sorted.Count / 2];
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
