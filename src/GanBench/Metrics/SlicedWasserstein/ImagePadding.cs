using static TorchSharp.torch;

namespace GanBench.Metrics.SlicedWasserstein;

/// <summary>Sizes that can be halved four times.</summary>
internal static class ImagePadding
{
    private const int Multiple = 16;

    /// <summary>Pads with black on all sides, equally, up to multiples of 16: 28×28 becomes 32×32.</summary>
    /// <param name="images">N×C×H×W.</param>
    public static Tensor ToMultipleOf16(Tensor images)
    {
        var (down, right) = (Missing(images.shape[2]), Missing(images.shape[3]));
        return down == 0 && right == 0
            ? images
            : nn.functional.pad(images, [right / 2, right - (right / 2), down / 2, down - (down / 2)]);
    }

    private static long Missing(long side) => (Multiple - (side % Multiple)) % Multiple;
}
