namespace GanBench.Datasets.Synthesis;

/// <summary>Draws the images of a generated dataset on all processors; each image depends on its own number only.</summary>
internal static class GeneratedImages
{
    private const int BlockSize = 2048;

    /// <summary>Draws one image.</summary>
    /// <param name="index">Its number.</param>
    /// <param name="image">Where its bytes go (C, H, W); zero at first.</param>
    /// <returns>Its label.</returns>
    public delegate int Draw(int index, Span<byte> image);

    /// <summary>Draws images 0 to <paramref name="count"/> − 1 and adds them in order.</summary>
    public static void AddTo(DatasetBuilder builder, int count, Draw draw)
    {
        var size = builder.SampleBytes;
        for (var start = 0; start < count; start += BlockSize)
        {
            var first = start;
            var length = Math.Min(BlockSize, count - start);
            var images = new byte[length * size];
            var labels = new int[length];
            Parallel.For(0, length, i => labels[i] = draw(first + i, images.AsSpan(i * size, size)));
            builder.Add(images, labels);
            builder.Report(start + length, count);
        }
    }
}
