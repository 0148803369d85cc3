using System.Globalization;
using GanBench.Runs;
using static TorchSharp.torch;

namespace GanBench.Metrics.SlicedWasserstein;

/// <summary>
/// The sliced Wasserstein distance per pyramid level and their mean, and beside it the floor: the same distance between two disjoint sets
/// of the data, each of as many images as the value is from. Between samples of one distribution it falls with the root of their number:
/// data of too few images for two such sets give a floor of fewer, brought to that number. Grey images are taken as three equal channels,
/// as the paper's code does.
/// </summary>
public sealed class SlicedWassersteinMetric : IMetric
{
    /// <summary>Images of each set; more make the memory and time of the sorts large and the value hardly steadier.</summary>
    public const int MostImages = 2048;

    private static readonly MetricValue Distance =
        new("swd") { Label = "Sliced Wasserstein", Better = Better.Lower, Low = 0, Parts = "Swd" };

    private static readonly MetricValue Floor = new("swd-real") { Low = 0, IsDrawn = false, ReferenceOf = "swd" };

    /// <inheritdoc/>
    public string Name => "swd";

    /// <inheritdoc/>
    public string Description => "sliced Wasserstein distance of patches per pyramid level, times 1000 (Karras et al. 2018)";

    // The floor was once of half as many images as the value, and stood above it.
    /// <inheritdoc/>
    public int Revision => 2;

    /// <inheritdoc/>
    public MetricNeeds Needs => MetricNeeds.Images;

    /// <inheritdoc/>
    public IReadOnlyList<MetricValue> Values { get; } = [Distance, Floor];

    /// <inheritdoc/>
    public string? Unavailable(EvaluationInputs inputs) => inputs.Reference.Count < 4 ? "needs at least 4 reference images"
        : inputs.Generated.Count < 2 ? "needs at least 2 generated images" : null;

    /// <inheritdoc/>
    public IEnumerable<MetricRecord> Compute(EvaluationInputs inputs)
    {
        var count = Math.Min(MostImages, Math.Min(inputs.Generated.Count, inputs.Reference.Count));
        var generated = Pyramid(inputs.Generated.Images(count));
        var reference = Pyramid(inputs.Reference.Images(count));
        var ofFloor = Math.Min(count, inputs.Reference.ImageCount / 2);
        using var others = inputs.Reference.ReadImages(ofFloor, ofFloor);
        var other = Pyramid(others);
        // Between n images of one distribution and n others the distance is about c/√n.
        var correction = Math.Sqrt(ofFloor / (double)count);
        var (distances, floors) = (new List<double>(), new List<double>());
        for (var level = 0; level < generated.Count; level++)
        {
            distances.Add(SlicedDistance.Scale * SlicedDistance.Compute(generated[level], reference[level], inputs.Options.Seed, level));
            floors.Add(correction * SlicedDistance.Scale * SlicedDistance.Compute(
                reference[level].narrow(0, 0, ofFloor), other[level], inputs.Options.Seed, level));
        }
        yield return Record(Distance, distances.Average(), count);
        for (var level = 0; level < distances.Count; level++)
            yield return Record(Distance.Part(generated[level].shape[2]), distances[level], count);
        yield return OfFloor(Record(Floor, floors.Average(), ofFloor));

        MetricRecord OfFloor(MetricRecord record)
        {
            var note = FormattableString.Invariant($"floor: two sets of {ofFloor} images of the data");
            if (ofFloor == count)
                return record with { Note = note };
            var times = FormattableString.Invariant($"√({ofFloor}/{count}) = {correction:F4}");
            return record with
            {
                Note = FormattableString.Invariant($"{note}, times {times}, since the value is from {count}"),
                Protocol = new Dictionary<string, string>(record.Protocol, StringComparer.Ordinal) { ["correction"] = "× " + times },
            };
        }

        MetricRecord Record(MetricValue value, double number, int images) => inputs.Record(
            value,
            number,
            usesFeatures: false,
            ("images", images.ToString(CultureInfo.InvariantCulture)),
            ("patches", FormattableString.Invariant(
                $"{SlicedDistance.PatchesPerImage} of {SlicedDistance.PatchSide}×{SlicedDistance.PatchSide} per image and level")),
            ("directions", SlicedDistance.Directions.ToString(CultureInfo.InvariantCulture)),
            ("scale", "×1000"),
            ("seed", inputs.Options.Seed.ToString(CultureInfo.InvariantCulture)));
    }

    private static IReadOnlyList<Tensor> Pyramid(Tensor images)
    {
        using var scope = NewDisposeScope();
        var padded = ImagePadding.ToMultipleOf16(images.to(float32));
        if (padded.shape[1] == 1)
            padded = padded.expand(padded.shape[0], 3, padded.shape[2], padded.shape[3]);
        var levels = LaplacianPyramid.Decompose(padded, LaplacianPyramid.Levels((int)Math.Min(padded.shape[2], padded.shape[3])).Count);
        foreach (var level in levels)
            level.MoveToOuterDisposeScope();
        return levels;
    }
}
