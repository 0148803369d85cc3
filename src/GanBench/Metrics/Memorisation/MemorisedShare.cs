using System.Runtime.InteropServices;
using System.Security.Cryptography;
using GanBench.Metrics.Neighbours;
using static TorchSharp.torch;

namespace GanBench.Metrics.Memorisation;

/// <summary>How near samples lie to single training images, beside what new images of the same distribution would.</summary>
/// <param name="Share">
/// Share of samples below <see cref="Threshold"/>: <see cref="MemorisedShare.Expected"/> for new images, 1 for copies.
/// </param>
/// <param name="Authenticity">Share of samples whose ratio is at least 1.</param>
/// <param name="AuthenticityOfData">The same of training images, each judged by the others.</param>
/// <param name="Threshold">The ratio below which that share of training images lies, each judged by the others.</param>
/// <param name="Searched">Different training images.</param>
/// <param name="Duplicates">Exact copies among them, left out.</param>
public sealed record MemorisationResult(
    double Share, double Authenticity, double AuthenticityOfData, double Threshold, int Searched, int Duplicates);

/// <summary>
/// Looks for copies of any training image by the two distances of Alaa et al., "How faithful is your synthetic data? Sample-level metrics
/// for evaluating and auditing generative models", ICML 2022, section 3 (authenticity): a sample's distance to the nearest training image
/// r, and the distance of r to the nearest other. Their ratio is 0 for a copy, and small only where a sample is much nearer to r than
/// anything else, however dense the data is there. They count ratios below 1 as not authentic, of which new images have half or more,
/// depending on the dimension. So the border is calibrated: it is the 5 % quantile of the ratios of training images, each judged by the
/// others. A new image of the same distribution is one more of them, so 5 % of new images lie below.
/// </summary>
public static class MemorisedShare
{
    /// <summary>Share of new images of the data's distribution that are counted.</summary>
    public const double Expected = 0.05;

    /// <summary>Fewest different training images that have such a quantile.</summary>
    public const int FewestImages = 20;

    /// <summary>Judges samples by training images; distances are Euclidean, in float64.</summary>
    /// <param name="samples">N×d.</param>
    /// <param name="training">M×d; exact copies count once, since a distance of 0 between two of them says nothing of copying.</param>
    /// <returns>Null where fewer than <see cref="FewestImages"/> training images differ.</returns>
    /// <exception cref="DataException">The dimensions differ.</exception>
    public static MemorisationResult? Compute(Tensor samples, Tensor training)
    {
        using var scope = NewDisposeScope();
        var places = DistinctRows(training);
        if (places.Count < FewestImages)
            return null;
        var different = training.index_select(0, tensor(places.ToArray()).to(training.device));
        var others = Others(different);
        var ofData = others.Select((near, i) =>
        {
            // Judged by the others, an image may not be what its nearest one's own distance is to.
            var back = others[near[0].Index];
            return Ratio(near[0].Distance, back[0].Index == i ? back[1].Distance : back[0].Distance);
        }).Order().ToList();
        var found = NearestNeighbours.Find(samples, different);
        var ofSamples = found.Indices.Zip(found.Distances, (index, d) => Ratio(d[0], others[index[0]][0].Distance)).ToList();
        var threshold = ofData[(int)(Expected * ofData.Count)];
        return new MemorisationResult(
            ofSamples.Count(ratio => ratio < threshold) / (double)ofSamples.Count,
            ofSamples.Count(ratio => ratio >= 1) / (double)ofSamples.Count,
            ofData.Count(ratio => ratio >= 1) / (double)ofData.Count,
            threshold,
            places.Count,
            (int)training.shape[0] - places.Count);
    }

    // The two nearest others of every vector, nearest first.
    private static List<(int Index, double Distance)[]> Others(Tensor vectors)
    {
        var found = NearestNeighbours.Find(vectors, vectors, 3);
        return [.. found.Indices.Select((indices, i) =>
            indices.Zip(found.Distances[i]).Where(pair => pair.First != i).Take(2).ToArray())];
    }

    private static double Ratio(double distance, double spacing) =>
        spacing > 0 ? distance / spacing : distance > 0 ? double.PositiveInfinity : 0;

    private static List<long> DistinctRows(Tensor vectors)
    {
        var length = (int)vectors.shape[1];
        var values = MemoryMarshal.AsBytes<double>(vectors.to(CPU).to(float64).contiguous().data<double>().ToArray());
        var (seen, places) = (new HashSet<Guid>(), new List<long>());
        for (var i = 0; i < vectors.shape[0]; i++)
        {
            var hash = SHA256.HashData(values.Slice(i * length * sizeof(double), length * sizeof(double)));
            if (seen.Add(new Guid(hash.AsSpan(0, 16))))
                places.Add(i);
        }
        return places;
    }
}
