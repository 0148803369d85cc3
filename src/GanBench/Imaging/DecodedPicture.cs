namespace GanBench.Imaging;

/// <summary>A picture that was decoded by <see cref="PictureRules"/>.</summary>
/// <param name="Image">1 channel (grey) or 3 (RGB).</param>
/// <param name="HasTransparency">Whether the file has a pixel that is not opaque, whatever became of it.</param>
public readonly record struct DecodedPicture(RasterImage Image, bool HasTransparency);
