using GanBench.Engine;
using GanBench.Imaging;
using GanBench.Metrics.Samples;
using static TorchSharp.torch;

namespace GanBench.Metrics.Neighbours;

/// <summary>One row of a memorisation table: the reference images nearest to a sample.</summary>
/// <param name="Reference">Indices of the nearest reference images in their source's order, nearest first.</param>
/// <param name="Distance">Root mean square pixel differences, 0 … 255.</param>
public sealed record NeighbourRow(IReadOnlyList<int> Reference, IReadOnlyList<double> Distance);

/// <summary>A figure for looking at memorisation: each row is a sample, then its nearest reference images by pixels.</summary>
public static class NeighbourFigure
{
    private const int Batch = 1000;

    /// <summary>Draws the figure, comparing with every reference image.</summary>
    /// <param name="path">The PNG file; an existing one is replaced.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="reference">The data; must have an end.</param>
    /// <param name="rows">Samples to show.</param>
    /// <param name="neighbours">Reference images beside each.</param>
    /// <returns>The table behind the figure, a row per sample.</returns>
    /// <exception cref="EnvironmentException">The file cannot be written.</exception>
    public static IReadOnlyList<NeighbourRow> Save(
        string path, ISampleSource samples, ISampleSource reference, int rows = 8, int neighbours = 5)
    {
        using var scope = NewDisposeScope();
        var total = reference.Count ?? throw new ArgumentException("The reference must have an end.", nameof(reference));
        (rows, neighbours) = (Math.Min(rows, samples.Count ?? rows), Math.Min(neighbours, total));
        var shown = samples.Read(0, rows);
        var best = Enumerable.Range(0, rows).Select(_ => new List<(double Distance, int Index)>()).ToArray();
        for (var first = 0; first < total; first += Batch)
        {
            using var batchScope = NewDisposeScope();
            var batch = reference.Read(first, Math.Min(Batch, total - first));
            var table = NearestNeighbours.Find(Vectors(shown), Vectors(batch), (int)Math.Min(neighbours, batch.shape[0]));
            for (var i = 0; i < rows; i++)
            {
                best[i].AddRange(table.Distances[i].Zip(table.Indices[i], (distance, index) => (distance, first + index)));
                best[i] = [.. best[i].OrderBy(b => b.Distance).ThenBy(b => b.Index).Take(neighbours)];
            }
        }
        Draw(path, shown, reference, best);
        return [.. best.Select(b => new NeighbourRow([.. b.Select(x => x.Index)], [.. b.Select(x => x.Distance)]))];
    }

    /// <summary>Vectors whose Euclidean distance is the root mean square difference of the pixels.</summary>
    internal static Tensor Vectors(Tensor images) => images.flatten(1).to(float32).Over(MathF.Sqrt(images.numel() / images.shape[0]));

    private static void Draw(string path, Tensor shown, ISampleSource reference, List<(double Distance, int Index)>[] best)
    {
        var shape = reference.Shape ?? throw new ArgumentException("The images must have one size.", nameof(reference));
        var columns = 1 + best[0].Count;
        var sheet = new byte[best.Length * columns * shape.Length];
        var samples = shown.contiguous().data<byte>().ToArray();
        for (var i = 0; i < best.Length; i++)
        {
            samples.AsSpan(i * shape.Length, shape.Length).CopyTo(Cell(i, 0));
            for (var k = 0; k < best[i].Count; k++)
            {
                using var image = reference.Read(best[i][k].Index, 1);
                image.contiguous().data<byte>().ToArray().CopyTo(Cell(i, k + 1));
            }
        }
        ImageGrid.Save(path, shape, sheet, columns);

        Span<byte> Cell(int row, int column) => sheet.AsSpan(((row * columns) + column) * shape.Length, shape.Length);
    }
}
