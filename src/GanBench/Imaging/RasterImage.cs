namespace GanBench.Imaging;

/// <summary>An 8-bit picture: rows from the top, pixels from the left, samples of a pixel side by side.</summary>
public sealed class RasterImage
{
    /// <summary>Wraps pixels.</summary>
    /// <param name="width">Pixels per row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="channels">1 grey, 2 grey and alpha, 3 RGB, 4 RGB and alpha.</param>
    /// <param name="pixels">height × width × channels bytes; null makes a black picture.</param>
    /// <exception cref="ArgumentException">The sizes do not fit together.</exception>
    public RasterImage(int width, int height, int channels, byte[]? pixels = null)
    {
        if (width <= 0 || height <= 0 || channels is < 1 or > 4)
            throw new ArgumentException($"A picture of {width}×{height} pixels and {channels} channels cannot be.");
        pixels ??= new byte[checked(width * height * channels)];
        if (pixels.Length != checked(width * height * channels))
            throw new ArgumentException($"{pixels.Length} bytes do not make {width}×{height}×{channels}.", nameof(pixels));
        (Width, Height, Channels, Pixels) = (width, height, channels, pixels);
    }

    /// <summary>Pixels per row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Samples per pixel: 1 grey, 2 grey and alpha, 3 RGB, 4 RGB and alpha.</summary>
    public int Channels { get; }

    /// <summary>height × width × channels bytes.</summary>
    public byte[] Pixels { get; }

    /// <summary>Bytes per row.</summary>
    public int Stride => Width * Channels;

    /// <summary>Cuts out a rectangle.</summary>
    /// <param name="x">Left edge.</param>
    /// <param name="y">Upper edge.</param>
    /// <param name="width">Width.</param>
    /// <param name="height">Height.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rectangle is not inside.</exception>
    public RasterImage Crop(int x, int y, int width, int height)
    {
        if (x < 0 || y < 0 || width <= 0 || height <= 0 || x + width > Width || y + height > Height)
            throw new ArgumentOutOfRangeException(nameof(x), $"{width}×{height} at ({x}, {y}) is not inside {Width}×{Height}.");
        var cut = new RasterImage(width, height, Channels);
        for (var row = 0; row < height; row++)
            Pixels.AsSpan(((y + row) * Stride) + (x * Channels), cut.Stride).CopyTo(cut.Pixels.AsSpan(row * cut.Stride));
        return cut;
    }

    /// <summary>The largest centred square; when the margins are odd, the smaller one is left or above.</summary>
    public RasterImage CropCentreSquare()
    {
        var side = Math.Min(Width, Height);
        return Width == Height ? this : Crop((Width - side) / 2, (Height - side) / 2, side, side);
    }

    /// <summary>The same picture with each pixel as a square.</summary>
    /// <param name="factor">Side of the square, at least 1.</param>
    public RasterImage Enlarge(int factor)
    {
        if (factor == 1)
            return this;
        var large = new RasterImage(checked(Width * factor), checked(Height * factor), Channels);
        for (var y = 0; y < large.Height; y++)
        {
            for (var x = 0; x < large.Width; x++)
            {
                Pixels.AsSpan((y / factor * Stride) + (x / factor * Channels), Channels)
                    .CopyTo(large.Pixels.AsSpan((y * large.Stride) + (x * Channels)));
            }
        }
        return large;
    }

    /// <summary>
    /// The same picture with 1 (grey) or 3 (RGB) channels. Transparent pixels are laid over white; colour becomes grey by
    /// ITU-R 601, L = (19595 R + 38470 G + 7471 B + 32768) / 65536, which is Pillow's rule.
    /// </summary>
    /// <param name="channels">1 or 3.</param>
    public RasterImage WithChannels(int channels)
    {
        if (channels is not (1 or 3))
            throw new ArgumentOutOfRangeException(nameof(channels), channels, "1 or 3 channels are possible.");
        if (Channels == channels)
            return this;
        var result = new RasterImage(Width, Height, channels);
        var hasAlpha = Channels is 2 or 4;
        for (int i = 0, s = 0, d = 0; i < Width * Height; i++, s += Channels, d += channels)
        {
            var alpha = hasAlpha ? Pixels[s + Channels - 1] : (byte)255;
            var red = OverWhite(Pixels[s], alpha);
            var (green, blue) = Channels < 3 ? (red, red) : (OverWhite(Pixels[s + 1], alpha), OverWhite(Pixels[s + 2], alpha));
            if (channels == 3)
                (result.Pixels[d], result.Pixels[d + 1], result.Pixels[d + 2]) = (red, green, blue);
            else
                result.Pixels[d] = Channels < 3 ? red : (byte)(((19595 * red) + (38470 * green) + (7471 * blue) + 32768) >> 16);
        }
        return result;
    }

    /// <summary>The same picture without alpha: grey as 1 channel, colour as 3.</summary>
    /// <param name="rule">What becomes of transparency.</param>
    public RasterImage WithoutAlpha(AlphaRule rule)
    {
        if (Channels is 1 or 3)
            return this;
        var result = new RasterImage(Width, Height, Channels - 1);
        for (int s = 0, d = 0; d < result.Pixels.Length; s++)
        {
            var alpha = Pixels[s + Channels - 1];
            for (var c = 1; c < Channels; c++, s++, d++)
            {
                result.Pixels[d] = rule switch
                {
                    AlphaRule.Drop => Pixels[s],
                    AlphaRule.White => OverWhite(Pixels[s], alpha),
                    _ => (byte)(((Pixels[s] * alpha) + 127) / 255),
                };
            }
        }
        return result;
    }

    /// <summary>Whether a pixel is not opaque.</summary>
    public bool HasTransparency()
    {
        if (Channels is 1 or 3)
            return false;
        for (var i = Channels - 1; i < Pixels.Length; i += Channels)
        {
            if (Pixels[i] != 255)
                return true;
        }
        return false;
    }

    /// <summary>Copies the samples plane by plane (C, H, W), the order of training data.</summary>
    /// <param name="destination">Channels × Height × Width bytes.</param>
    public void CopyPlanes(Span<byte> destination)
    {
        var area = Width * Height;
        for (var c = 0; c < Channels; c++)
        {
            var plane = destination.Slice(c * area, area);
            for (int i = 0, s = c; i < area; i++, s += Channels)
                plane[i] = Pixels[s];
        }
    }

    /// <summary>Makes a picture from planes (C, H, W).</summary>
    /// <param name="width">Width.</param>
    /// <param name="height">Height.</param>
    /// <param name="channels">Planes.</param>
    /// <param name="planes">channels × height × width bytes.</param>
    public static RasterImage FromPlanes(int width, int height, int channels, ReadOnlySpan<byte> planes)
    {
        var image = new RasterImage(width, height, channels);
        var area = width * height;
        for (var c = 0; c < channels; c++)
        {
            for (int i = 0, d = c; i < area; i++, d += channels)
                image.Pixels[d] = planes[(c * area) + i];
        }
        return image;
    }

    private static byte OverWhite(byte value, byte alpha) =>
        alpha == 255 ? value : (byte)(((value * alpha) + (255 * (255 - alpha)) + 127) / 255);
}
