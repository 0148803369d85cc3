namespace GanBench.Imaging.Tiff;

/// <summary>Makes grey or RGB, with or without alpha, of the samples of a TIFF file.</summary>
internal static class TiffColours
{
    /// <summary>Converts a picture.</summary>
    /// <param name="samples">
    /// Colours and alpha of 8 bits, <see cref="TiffLayout.Stored"/> a pixel; indices of a palette as they are.
    /// </param>
    /// <param name="layout">What they are.</param>
    /// <returns><see cref="TiffLayout.Channels"/> a pixel.</returns>
    public static RasterImage Convert(byte[] samples, TiffLayout layout)
    {
        var image = layout.Stored == layout.Channels
            ? new RasterImage(layout.Width, layout.Height, layout.Channels, samples)
            : new RasterImage(layout.Width, layout.Height, layout.Channels);
        switch (layout.Photometric)
        {
            case 0:
                Invert(image);
                break;
            case 3:
                LookUp(samples, layout, image);
                break;
            case 5:
                FromCmyk(samples, layout.Stored, image);
                break;
        }
        if (layout.AlphaIs == 1)
            Unmultiply(image);
        return image;
    }

    private static void Invert(RasterImage image)
    {
        for (var i = 0; i < image.Pixels.Length; i += image.Channels)
            image.Pixels[i] = (byte)(255 - image.Pixels[i]);
    }

    // The upper byte: writers multiply by 256 or by 257. Some old ones wrote bytes, as LibTiff knows too.
    private static void LookUp(byte[] samples, TiffLayout layout, RasterImage image)
    {
        var map = layout.ColourMap;
        var (size, shift) = (map.Length / 3, Array.TrueForAll(map, value => value < 256) ? 0 : 8);
        for (int i = 0, s = 0; i < image.Pixels.Length; i += image.Channels, s += layout.Stored)
        {
            for (var c = 0; c < 3; c++)
                image.Pixels[i + c] = (byte)(map[(c * size) + samples[s]] >> shift);
            if (image.Channels == 4)
                image.Pixels[i + 3] = samples[s + 1];
        }
    }

    // Pillow's rule: R = (255 − K) − C (255 − K) / 255, rounded.
    private static void FromCmyk(byte[] samples, int stored, RasterImage image)
    {
        for (int i = 0, s = 0; i < image.Pixels.Length; i += 3, s += stored)
        {
            var white = 255 - samples[s + 3];
            for (var c = 0; c < 3; c++)
                image.Pixels[i + c] = (byte)(white - (((samples[s + c] * white) + 127) / 255));
        }
    }

    private static void Unmultiply(RasterImage image)
    {
        var last = image.Channels - 1;
        for (var i = 0; i < image.Pixels.Length; i += image.Channels)
        {
            var alpha = image.Pixels[i + last];
            for (var c = 0; c < last && alpha is not (0 or 255); c++)
                image.Pixels[i + c] = (byte)Math.Min(255, image.Pixels[i + c] * 255 / alpha);
        }
    }
}
