namespace GanBench.Imaging;

/// <summary>What becomes of transparency.</summary>
public enum AlphaRule
{
    /// <summary>
    /// The colours as they are stored, those under transparent pixels too: what Pillow's <c>convert("RGB")</c> gives, and with it the usual
    /// programs that compute FID.
    /// </summary>
    Drop,

    /// <summary>The picture is laid over white.</summary>
    White,

    /// <summary>The picture is laid over black.</summary>
    Black,
}

/// <summary>How a picture becomes grey or RGB where programs differ. The default is what most programs that compute FID do.</summary>
public sealed record PictureRules
{
    /// <summary>How training data is read: upright, transparency over white.</summary>
    public static PictureRules Training { get; } = new() { Alpha = AlphaRule.White, ApplyOrientation = true };

    /// <summary>What becomes of transparency.</summary>
    public AlphaRule Alpha { get; init; } = AlphaRule.Drop;

    /// <summary>
    /// Whether a picture whose EXIF data says that it lies on its side is turned (EXIF 2.32, tag 274). TIFF files are turned in any case:
    /// there the tag is a part of the format, and all readers obey it.
    /// </summary>
    public bool ApplyOrientation { get; init; }
}
