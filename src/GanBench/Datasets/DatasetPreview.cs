using GanBench.Imaging;
using GanBench.Random;

namespace GanBench.Datasets;

/// <summary>Writes a sheet of a dataset's images, so that one look tells whether they are what they should be.</summary>
public static class DatasetPreview
{
    /// <summary>Images on a sheet unless another number is asked for.</summary>
    public const int DefaultCount = 100;

    /// <summary>Writes a PNG sheet of images drawn without repeats.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="dataset">A dataset of images.</param>
    /// <param name="count">Images; at most as many as there are.</param>
    /// <param name="seed">Which ones: the same seed shows the same images.</param>
    /// <exception cref="UsageException">The dataset has no images.</exception>
    /// <exception cref="EnvironmentException">The file cannot be written.</exception>
    public static void Write(string path, Dataset dataset, int count = DefaultCount, ulong seed = 0)
    {
        if (dataset.Kind != SampleKind.Image)
            throw new UsageException($"{dataset.Info.Name} has no images, so it has no preview.");
        count = Math.Clamp(count, 1, dataset.Count);
        var order = new RandomStream(seed, Streams.Preview).Permutation(dataset.Count);
        var images = new byte[count * dataset.SampleBytes];
        for (var i = 0; i < count; i++)
            dataset.GetImage(order[i]).CopyTo(images.AsSpan(i * dataset.SampleBytes));
        ImageGrid.Save(path, dataset.Shape, images);
    }
}
