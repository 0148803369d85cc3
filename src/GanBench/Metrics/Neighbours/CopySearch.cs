using static TorchSharp.torch;

namespace GanBench.Metrics.Neighbours;

/// <summary>How near samples are to training images, beside how near different training images are to each other.</summary>
/// <param name="Nearest">Distance of every sample to the nearest training image, ascending.</param>
/// <param name="OfData">Distance of training images to the nearest that is not equal, ascending.</param>
/// <param name="Searched">Different training images that were compared.</param>
/// <param name="Duplicates">Exact copies among the training images, left out.</param>
internal sealed record CopySearchResult(
    IReadOnlyList<double> Nearest, IReadOnlyList<double> OfData, int Searched, int Duplicates)
{
    /// <summary>Samples below this distance are called copies: a low quantile of the data's own distances.</summary>
    public double Threshold => OfData[(int)(NeighboursMetric.MemorisedQuantile * OfData.Count)];

    /// <summary>Share of samples that are called copies.</summary>
    public double Memorised => Nearest.Count(distance => distance < Threshold) / (double)Nearest.Count;
}

/// <summary>
/// Looks for copies of training images. Where training images have exact twins, a distance of zero between two of them says nothing of
/// copying, so every training image counts once.
/// </summary>
internal static class CopySearch
{
    private const int Batch = 1000;

    /// <summary>By pixels, among all training images, which are read batch by batch.</summary>
    /// <param name="samples">uint8 N×C×H×W.</param>
    /// <param name="data">The training images.</param>
    /// <param name="count">Training images whose own distances are taken, at most <see cref="SampleSet.Count"/>.</param>
    /// <returns>Root mean square differences, 0 … 255; null where fewer than 3 training images differ.</returns>
    public static CopySearchResult? ByPixels(Tensor samples, SampleSet data, int count)
    {
        using var scope = NewDisposeScope();
        var examined = data.Images(count).index_select(0, new DistinctImages().Places(data.Images(count)));
        var (ofSamples, ofData) = (new NearestTwo(samples), new NearestTwo(examined));
        var distinct = new DistinctImages();
        for (var first = 0; first < data.ImageCount; first += Batch)
        {
            using var batchScope = NewDisposeScope();
            var images = data.ReadImages(first, Math.Min(Batch, data.ImageCount - first));
            var places = distinct.Places(images);
            if (places.shape[0] == 0)
                continue;
            var different = NeighbourFigure.Vectors(images.index_select(0, places));
            ofSamples.Add(different);
            ofData.Add(different);
        }
        // The nearest of all to a training image is itself, once.
        return distinct.Count < 3 ? null
            : new([.. ofSamples.First.Order()], [.. ofData.Second.Order()], distinct.Count, data.ImageCount - distinct.Count);
    }

    /// <summary>By features, among the training images whose features there are.</summary>
    /// <param name="samples">N×d.</param>
    /// <param name="data">The training images.</param>
    /// <param name="count">Training images whose own distances are taken, at most <see cref="SampleSet.Count"/>.</param>
    /// <returns>Euclidean distances; null where fewer than 3 training images differ.</returns>
    public static CopySearchResult? ByFeatures(Tensor samples, SampleSet data, int count)
    {
        using var scope = NewDisposeScope();
        var different = data.Features.index_select(0, DistinctPlaces(data));
        var total = (int)different.shape[0];
        if (total < 3)
            return null;
        var ofData = NearestNeighbours.Find(different.narrow(0, 0, Math.Min(count, total)), different, 2);
        return new(
            [.. NearestNeighbours.Find(samples, different).Nearest.Order()], [.. ofData.Distances.Select(d => d[1]).Order()], total,
            data.Count - total);
    }

    // Which of the measured images are different.
    private static Tensor DistinctPlaces(SampleSet data)
    {
        var distinct = new DistinctImages();
        var places = new List<Tensor>();
        for (var first = 0; first < data.Count; first += Batch)
        {
            using var images = data.ReadImages(first, Math.Min(Batch, data.Count - first));
            places.Add(distinct.Places(images, first));
        }
        return cat(places);
    }

    /// <summary>The two smallest distances of every query to candidates that come in batches.</summary>
    /// <param name="images">The queries, uint8.</param>
    private sealed class NearestTwo(Tensor images)
    {
        private readonly Tensor _queries = NeighbourFigure.Vectors(images);
        private readonly double[] _first = Infinite(images), _second = Infinite(images);

        public IReadOnlyList<double> First => _first;

        public IReadOnlyList<double> Second => _second;

        public void Add(Tensor candidates)
        {
            var found = NearestNeighbours.Find(_queries, candidates, (int)Math.Min(2, candidates.shape[0])).Distances;
            for (var i = 0; i < _first.Length; i++)
            {
                foreach (var distance in found[i])
                    (_first[i], _second[i]) = distance < _first[i] ? (distance, _first[i]) : (_first[i], Math.Min(distance, _second[i]));
            }
        }

        private static double[] Infinite(Tensor images)
        {
            var distances = new double[images.shape[0]];
            Array.Fill(distances, double.PositiveInfinity);
            return distances;
        }
    }
}
