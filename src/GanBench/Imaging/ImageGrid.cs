namespace GanBench.Imaging;

/// <summary>Lays pictures of one size out in rows on one sheet.</summary>
public static class ImageGrid
{
    private const byte Background = 255;

    /// <summary>Writes a sheet in the format that the file's name asks for (<see cref="PictureWriter"/>).</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="shape">Size of one picture; 1 or 3 channels.</param>
    /// <param name="images">One picture after the other, planes in order (N, C, H, W).</param>
    /// <param name="columns">Pictures per row; 0 makes the sheet nearly square.</param>
    /// <param name="gap">White pixels between and around the pictures.</param>
    /// <exception cref="UsageException">The file's name asks for a format that is not written.</exception>
    /// <exception cref="EnvironmentException">The file cannot be written.</exception>
    public static void Save(string path, SampleShape shape, ReadOnlySpan<byte> images, int columns = 0, int gap = 2) =>
        PictureWriter.Save(path, Compose(shape, images, columns, gap));

    /// <inheritdoc cref="Save(string, SampleShape, ReadOnlySpan{byte}, int, int)" path="/*[not(@name='images')]"/>
    /// <param name="images">Values in [-1, 1], as a generator gives them (N, C, H, W).</param>
#pragma warning disable CS1573 // The other parameters are inherited.
    public static void Save(string path, SampleShape shape, ReadOnlySpan<float> images, int columns = 0, int gap = 2)
#pragma warning restore CS1573
    {
        var bytes = new byte[images.Length];
        Pixels.ToBytes(images, bytes);
        Save(path, shape, bytes, columns, gap);
    }

    /// <summary>Makes the sheet.</summary>
    /// <inheritdoc cref="Save(string, SampleShape, ReadOnlySpan{byte}, int, int)"/>
    /// <exception cref="ArgumentException">The bytes are not a whole number of pictures, at least one.</exception>
    public static RasterImage Compose(SampleShape shape, ReadOnlySpan<byte> images, int columns = 0, int gap = 2)
    {
        if (shape.Channels is not (1 or 3) || images.Length == 0 || images.Length % shape.Length != 0)
            throw new ArgumentException(
                $"{images.Length} bytes are not a number of pictures of {shape} with 1 or 3 channels.", nameof(images));
        var count = images.Length / shape.Length;
        if (columns <= 0)
            columns = (int)Math.Ceiling(Math.Sqrt(count));
        columns = Math.Min(columns, count);
        var rows = (count + columns - 1) / columns;
        var sheet = new RasterImage(gap + (columns * (shape.Width + gap)), gap + (rows * (shape.Height + gap)), shape.Channels);
        Array.Fill(sheet.Pixels, Background);
        for (var i = 0; i < count; i++)
        {
            var x = gap + (i % columns * (shape.Width + gap));
            var y = gap + (i / columns * (shape.Height + gap));
            var image = RasterImage.FromPlanes(shape.Width, shape.Height, shape.Channels, images.Slice(i * shape.Length, shape.Length));
            for (var row = 0; row < shape.Height; row++)
            {
                image.Pixels.AsSpan(row * image.Stride, image.Stride)
                    .CopyTo(sheet.Pixels.AsSpan(((y + row) * sheet.Stride) + (x * shape.Channels)));
            }
        }
        return sheet;
    }
}
