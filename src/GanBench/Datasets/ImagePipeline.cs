using GanBench.Datasets.Synthesis;
using GanBench.Imaging;
using GanBench.Recipes;

namespace GanBench.Datasets;

/// <summary>
/// From a picture of any size to a sample: colour or grey, a square by crop or stretch, antialiased resize with one filter everywhere, so
/// that training and reference statistics see the same pixels.
/// </summary>
internal static class ImagePipeline
{
    /// <summary>torchvision's and Pillow's usual choice for photographs; it does not ring at the edges of flat shapes.</summary>
    public const ResizeFilter Filter = ResizeFilter.Bilinear;

    /// <summary>The part of a cache key that names this preprocessing; empty when the samples are used as they are.</summary>
    public static string Recipe(SampleShape from, SampleShape to) => from == to ? "" : $", central square, {Filter} to {to}";

    /// <summary>Writes a picture as a sample.</summary>
    /// <param name="image">Any size and number of channels.</param>
    /// <param name="shape">The sample's shape, 1 or 3 channels.</param>
    /// <param name="fit">How it becomes a square.</param>
    /// <param name="sample">Where it goes (C, H, W).</param>
    public static void Fit(RasterImage image, SampleShape shape, SquareFit fit, Span<byte> sample)
    {
        if (image.Width != shape.Width || image.Height != shape.Height)
        {
            image = image.WithChannels(shape.Channels);
            image = Resampler.Resize(
                fit switch
                {
                    SquareFit.Crop => image.CropCentreSquare(),
                    SquareFit.Pad => OnBlackSquare(image),
                    _ => image,
                },
                shape.Width, shape.Height, Filter);
        }
        image.WithChannels(shape.Channels).CopyPlanes(sample);
    }

    private static RasterImage OnBlackSquare(RasterImage image)
    {
        var side = Math.Max(image.Width, image.Height);
        if (image.Width == image.Height)
            return image;
        var square = new RasterImage(side, side, image.Channels);
        var (left, top, row) = ((side - image.Width) / 2, (side - image.Height) / 2, image.Width * image.Channels);
        for (var y = 0; y < image.Height; y++)
            image.Pixels.AsSpan(y * row, row).CopyTo(square.Pixels.AsSpan((((top + y) * side) + left) * image.Channels));
        return square;
    }

    /// <summary>Turns a painter of one size into one of another.</summary>
    public static GeneratedImages.Draw Resized(SampleShape from, SampleShape to, GeneratedImages.Draw draw) =>
        from == to
            ? draw
            : (index, sample) =>
            {
                var planes = new byte[from.Length];
                var label = draw(index, planes);
                Fit(RasterImage.FromPlanes(from.Width, from.Height, from.Channels, planes), to, SquareFit.Crop, sample);
                return label;
            };
}
