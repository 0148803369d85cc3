using System.Text;
using GanBench.Imaging;

namespace GanBench.Tests.Imaging;

/// <summary>Which formats are read, and what of them.</summary>
public sealed class FormatTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void WebP_Lossless_GivesTheSamePixels(int channels)
    {
        var image = PngTests.Noise(13, 9, channels);
        AssertSame(image, ImageFile.Decode(PictureBytes.WebP(image), "a.webp"));
    }

    [Fact]
    public void WebP_Lossy_GivesPixelsThatAreClose()
    {
        var image = Gradient(32, 24);
        var decoded = ImageFile.Decode(PictureBytes.WebP(image, lossless: false), "a.webp");
        Assert.Equal((32, 24, 3), (decoded.Width, decoded.Height, decoded.Channels));
        Assert.InRange(image.Pixels.Zip(decoded.Pixels, (a, b) => Math.Abs(a - b)).Average(), 0, 4);
    }

    [Fact]
    public void WebP_Animated_GivesTheFirstFrame()
    {
        var (first, second) = (Gradient(8, 6), PngTests.Noise(8, 6, 3));
        var file = PictureBytes.AnimatedWebP(8, 6, PictureBytes.WebP(first), PictureBytes.WebP(second));
        Assert.Equal(first.Pixels, ImageFile.Decode(file, "a.webp").WithChannels(3).Pixels);
    }

    // 5 pixels make rows that need padding.
    [Fact]
    public void Bmp_GivesTheSamePixels()
    {
        var image = PngTests.Noise(5, 7, 3);
        AssertSame(image, ImageFile.Decode(PictureBytes.Bmp(image), "a.bmp"));
    }

    [Fact]
    public void Gif_GivesTheColoursOfItsPalette()
    {
        byte[] indices = [.. Enumerable.Range(0, 20 * 15).Select(i => (byte)(i % 128))];
        var decoded = ImageFile.Decode(PictureBytes.Gif(20, 15, new PictureBytes.GifFrame(0, 0, 20, 15, indices)), "a.gif");
        AssertSame(new RasterImage(20, 15, 3, [.. indices.SelectMany(PictureBytes.GifColour)]), decoded);
    }

    [Fact]
    public void Gif_Animated_GivesTheFirstFrame()
    {
        var file = PictureBytes.Gif(2, 1, new PictureBytes.GifFrame(0, 0, 2, 1, [1, 2]), new PictureBytes.GifFrame(0, 0, 2, 1, [3, 4]));
        AssertSame(new RasterImage(2, 1, 3, [.. PictureBytes.GifColour(1), .. PictureBytes.GifColour(2)]), ImageFile.Decode(file, "a.gif"));
    }

    [Fact]
    public void Gif_TransparentPixelsAndWhatNoFrameCovers_AreTransparent()
    {
        // Memory that the decoder does not fill would show what was there before.
        var white = new RasterImage(3, 1, 3, [.. Enumerable.Repeat((byte)255, 9)]);
        Assert.Equal(white.Pixels, ImageFile.Decode(PictureBytes.WebP(white), "white.webp").Pixels);

        var decoded = ImageFile.Decode(PictureBytes.Gif(3, 1, new PictureBytes.GifFrame(1, 0, 2, 1, [5, 7], Transparent: 7)), "a.gif");

        Assert.Equal(4, decoded.Channels);
        Assert.Equal([255, 255, 255, .. PictureBytes.GifColour(5), 255, 255, 255], decoded.WithChannels(3).Pixels);
    }

    [Theory]
    [InlineData("a.png")]
    [InlineData("a.jpg")]
    [InlineData("a")]
    public void Decode_NameOfAnotherFormat_DoesNotMatter(string name)
    {
        var image = PngTests.Noise(6, 6, 3);
        foreach (var file in new[] { PngWriter.Encode(image), PictureBytes.WebP(image), PictureBytes.Bmp(image) })
            AssertSame(image, ImageFile.Decode(file, name));
    }

    public static TheoryData<string, byte[]> Others => new()
    {
        { "text", Encoding.UTF8.GetBytes("These are notes, not a picture.") },
        { "text that begins like WBMP", [0, 0, 1, 1, 0x80] },
        { "icon", [0, 0, 1, 0, 1, 0, 1, 1, 0, 0, 1, 0, 32, 0] },
        { "other number of TIFF", [.. "II+-"u8, 8, 0, 0, 0] },
        { "other number of PNM", "P7\n"u8.ToArray() },
        { "text that begins like PNM", "P1X"u8.ToArray() },
        { "half a signature of PNG", [0x89, (byte)'P', (byte)'N'] },
        { "other RIFF", [.. "RIFF"u8, 4, 0, 0, 0, .. "WAVE"u8] },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void Decode_OtherContent_IsRefusedByName(string what, byte[] content)
    {
        var error = Assert.Throws<DataException>(() => ImageFile.Decode(content, "notes.png"));
        Assert.True(error.Message == "notes.png is no PNG, JPEG, WebP, GIF, BMP, TIFF or PNM file.", $"{what}: {error.Message}");
    }

    [Fact]
    public void Decode_Nothing_IsRefusedByName() =>
        Assert.Equal(
            "picture.png is empty.", Assert.Throws<DataException>(() => ImageFile.Decode(Array.Empty<byte>(), "picture.png")).Message);

    [Theory]
    [InlineData("a.png", true)]
    [InlineData("a.JPG", true)]
    [InlineData("a.jpeg", true)]
    [InlineData("a.WebP", true)]
    [InlineData("a.gif", true)]
    [InlineData("a.bmp", true)]
    [InlineData("a.TIF", true)]
    [InlineData("a.tiff", true)]
    [InlineData("a.ppm", true)]
    [InlineData("a.pgm", true)]
    [InlineData("a.pbm", true)]
    [InlineData("a.pnm", true)]
    [InlineData("a.psd", false)]
    [InlineData("png", false)]
    public void HasExtension_OfFormatsThatAreRead_IsTrue(string name, bool expected) =>
        Assert.Equal(expected, ImageFile.HasExtension(name));

    [Fact]
    public void Decode_OnManyThreads_GivesTheSamePixels()
    {
        var images = Enumerable.Range(0, 200)
            .Select(i => new RasterImage(16, 16, 3, [.. PngTests.Noise(16, 16, 3).Pixels.Select(p => (byte)(p + i))])).ToList();
        var files = images.Select(
            (image, i) => i % 3 == 0 ? PngWriter.Encode(image) : i % 3 == 1 ? PictureBytes.WebP(image) : PictureBytes.Bmp(image)).ToList();

        var decoded = files.AsParallel().AsOrdered().WithDegreeOfParallelism(8).Select(file => ImageFile.Decode(file, "a")).ToList();

        Assert.All(images.Zip(decoded), pair => Assert.Equal(pair.First.Pixels, pair.Second.Pixels));
    }

    internal static RasterImage Gradient(int width, int height)
    {
        var image = new RasterImage(width, height, 3);
        for (var i = 0; i < width * height; i++)
            (image.Pixels[3 * i], image.Pixels[(3 * i) + 1], image.Pixels[(3 * i) + 2]) =
                ((byte)(i % width * 4), (byte)(i / width * 4), 100);
        return image;
    }

    private static void AssertSame(RasterImage expected, RasterImage actual)
    {
        Assert.Equal((expected.Width, expected.Height, expected.Channels), (actual.Width, actual.Height, actual.Channels));
        Assert.Equal(expected.Pixels, actual.Pixels);
    }
}
