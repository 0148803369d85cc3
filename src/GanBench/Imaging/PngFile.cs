namespace GanBench.Imaging;

/// <summary>
/// PNG files of every colour type, bit depth and interlace method. All checksums are verified, and the file must be whole to its last
/// chunk; 16-bit samples are rounded to 8; palettes and transparency are expanded. Colour-management chunks are not applied.
/// </summary>
internal static class PngFile
{
    /// <summary>Reads what a file says of its picture.</summary>
    /// <param name="file">The whole file.</param>
    /// <exception cref="InvalidDataException">The file is damaged, cut short or too large.</exception>
    public static PictureInfo Inspect(ReadOnlyMemory<byte> file)
    {
        var header = PngHeader.Verify(file.Span);
        return SkiaDecoder.Inspect(file) with { Channels = (header.IsGrey ? 1 : 3) + (header.HasAlpha ? 1 : 0) };
    }

    /// <summary>Decodes a file to grey or RGB, with or without alpha.</summary>
    /// <param name="file">The whole file.</param>
    /// <exception cref="InvalidDataException">The file is damaged, cut short or too large.</exception>
    public static StoredPicture Decode(ReadOnlyMemory<byte> file)
    {
        var header = PngHeader.Verify(file.Span);
        ImageFile.CheckSize(header.Width, header.Height);
        if (header.Depth == 16)
            return header.IsGrey ? PngSixteenBitGrey.Decode(file, header) : SkiaDecoder.DecodeRounded(file);
        var picture = SkiaDecoder.Decode(file);
        return header.IsGrey && picture.Image.Channels == 4 ? picture with { Image = GreyAndAlpha(picture.Image) } : picture;
    }

    // Skia gives grey with alpha as RGB with alpha.
    private static RasterImage GreyAndAlpha(RasterImage image)
    {
        var result = new RasterImage(image.Width, image.Height, 2);
        for (int s = 0, d = 0; d < result.Pixels.Length; s += 4, d += 2)
            (result.Pixels[d], result.Pixels[d + 1]) = (image.Pixels[s], image.Pixels[s + 3]);
        return result;
    }
}
