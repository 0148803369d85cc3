using GanBench.Metrics.Fid;
using static TorchSharp.torch;

namespace GanBench.Metrics.IntraFid;

/// <summary>The Fréchet distance of one class.</summary>
/// <param name="Index">The class, an index into the reference's names.</param>
/// <param name="Name">Its name.</param>
/// <param name="Samples">Its samples.</param>
/// <param name="References">Its reference images.</param>
/// <param name="Distance">The distance; null where a side has fewer than two images.</param>
public sealed record ClassDistance(int Index, string Name, int Samples, int References, double? Distance);

/// <summary>
/// Fréchet distances class by class (Miyato and Koyama, "cGANs with projection discriminator", ICLR 2018, section 4: intra FID), which see
/// classes that are swapped or lack variety where the distance of all together hardly moves. Classes are matched by name.
/// </summary>
public static class ClassDistances
{
    /// <summary>Fewest images of a class with a covariance.</summary>
    public const int FewestImages = 2;

    /// <summary>The distance of every class of the reference.</summary>
    /// <param name="samples">N×d.</param>
    /// <param name="ofSamples">Their classes.</param>
    /// <param name="reference">M×d.</param>
    /// <param name="ofReference">Their classes.</param>
    /// <exception cref="DataException">The dimensions differ, or features have no label.</exception>
    public static IReadOnlyList<ClassDistance> Compute(Tensor samples, ClassLabels ofSamples, Tensor reference, ClassLabels ofReference)
    {
        var (left, right) = (ByName(samples, ofSamples), ByName(reference, ofReference));
        return [.. ofReference.Names.Select((name, index) =>
        {
            var (a, b) = (left.GetValueOrDefault(name, []), right.GetValueOrDefault(name, []));
            double? distance = a.Count < FewestImages || b.Count < FewestImages
                ? null : FrechetDistance.Compute(Statistics(samples, a), Statistics(reference, b)).Value;
            return new ClassDistance(index, name, a.Count, b.Count, distance);
        })];
    }

    private static Dictionary<string, List<long>> ByName(Tensor features, ClassLabels classes)
    {
        var count = (int)features.shape[0];
        if (classes.Labels.Count < count)
            throw new DataException($"{count} feature vectors have {classes.Labels.Count} labels.");
        var places = new Dictionary<string, List<long>>(StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            var name = classes.Names[classes.Labels[i]];
            if (!places.TryGetValue(name, out var ofClass))
                places[name] = ofClass = [];
            ofClass.Add(i);
        }
        return places;
    }

    private static FeatureStatistics Statistics(Tensor features, List<long> places)
    {
        using var scope = NewDisposeScope();
        using var builder = new FeatureStatisticsBuilder((int)features.shape[1]);
        builder.Add(features.index_select(0, tensor(places.ToArray()).to(features.device)));
        return builder.Build();
    }
}
