using GanBench.Metrics.Numerics;
using static TorchSharp.torch;

namespace GanBench.Metrics.Neighbours;

/// <summary>The nearest candidates of every query.</summary>
/// <param name="Indices">Per query, indices of the candidates, nearest first.</param>
/// <param name="Distances">Per query, Euclidean distances, in the same order.</param>
public sealed record NeighbourTable(IReadOnlyList<int[]> Indices, IReadOnlyList<double[]> Distances)
{
    /// <summary>Distance of every query to its nearest candidate.</summary>
    public IEnumerable<double> Nearest => Distances.Select(d => d[0]);
}

/// <summary>Exact nearest neighbours by Euclidean distance, in blocks.</summary>
public static class NearestNeighbours
{
    /// <summary>Finds the k nearest candidates of every query.</summary>
    /// <param name="queries">N×d.</param>
    /// <param name="candidates">M×d, M ≥ k.</param>
    /// <param name="k">How many, at least 1.</param>
    /// <exception cref="DataException">There are fewer than k candidates, or the dimensions differ.</exception>
    public static NeighbourTable Find(Tensor queries, Tensor candidates, int k = 1)
    {
        if (queries.shape[1] != candidates.shape[1])
            throw new DataException($"Vectors of {queries.shape[1]} and {candidates.shape[1]} numbers have no distance.");
        if (k < 1 || candidates.shape[0] < k)
            throw new DataException($"Cannot find {k} neighbours among {candidates.shape[0]} candidates.");
        var (indices, distances) = (new List<int[]>(), new List<double[]>());
        using var squared = new SquaredDistances(candidates);
        squared.ForEachBlock(queries, (_, block) =>
        {
            var (values, places) = block.topk(k, 1, largest: false, sorted: true);
            var (flatValues, flatPlaces) = (values.contiguous().data<double>().ToArray(), places.contiguous().data<long>().ToArray());
            for (var i = 0; i < block.shape[0]; i++)
            {
                distances.Add([.. flatValues.AsSpan(i * k, k).ToArray().Select(Math.Sqrt)]);
                indices.Add([.. flatPlaces.AsSpan(i * k, k).ToArray().Select(p => (int)p)]);
            }
        });
        return new NeighbourTable(indices, distances);
    }
}
