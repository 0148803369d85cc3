using GanBench.Imaging;
using GanBench.Random;

namespace GanBench.Tests.Imaging;

public sealed class PngTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(28, 28, 1)]
    [InlineData(64, 64, 3)]
    [InlineData(13, 31, 4)]
    public void Encode_ThenDecode_GivesTheSamePixels(int width, int height, int channels)
    {
        var image = Noise(width, height, channels);

        var decoded = ImageFile.Decode(PngWriter.Encode(image), "test.png");

        Assert.Equal((width, height, channels), (decoded.Width, decoded.Height, decoded.Channels));
        Assert.Equal(image.Pixels, decoded.Pixels);
    }

    // Skia has no pixels of grey and alpha.
    [Fact]
    public void Encode_GreyAndAlpha_BecomesRgbAndAlpha()
    {
        var decoded = ImageFile.Decode(PngWriter.Encode(new RasterImage(2, 1, 2, [10, 0, 20, 200])), "test.png");
        Assert.Equal(4, decoded.Channels);
        Assert.Equal([10, 10, 10, 0, 20, 20, 20, 200], decoded.Pixels);
    }

    [Fact]
    public void Decode_EveryTruncation_IsRefusedByName()
    {
        var bytes = PngWriter.Encode(Noise(9, 9, 3));
        for (var length = 0; length < bytes.Length; length++)
        {
            var error = Assert.Throws<DataException>(() => ImageFile.Decode(bytes.AsMemory(0, length), "cut.png"));
            Assert.Contains("cut.png", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Decode_EveryFlippedByte_IsRefused()
    {
        var bytes = PngWriter.Encode(Noise(5, 5, 1));
        for (var i = 0; i < bytes.Length; i++)
        {
            var damaged = bytes.ToArray();
            damaged[i] ^= 0x10;
            Assert.Throws<DataException>(() => ImageFile.Decode(damaged, "damaged.png"));
        }
    }

    [Fact]
    public void ToByte_OfToUnit_IsTheIdentity()
    {
        for (var b = 0; b < 256; b++)
            Assert.Equal(b, Pixels.ToByte(Pixels.ToUnit((byte)b)));
        Assert.Equal(-1f, Pixels.ToUnit(0));
        Assert.Equal(1f, Pixels.ToUnit(255));
    }

    [Theory]
    [InlineData(-5f, 0)]
    [InlineData(5f, 255)]
    [InlineData(float.NaN, 0)]
    [InlineData(float.PositiveInfinity, 255)]
    [InlineData(float.NegativeInfinity, 0)]
    public void ToByte_OutsideTheRange_IsClamped(float value, byte expected) => Assert.Equal(expected, Pixels.ToByte(value));

    [Fact]
    public void Compose_ThreeImages_LeavesTheLastCellWhite()
    {
        var shape = new SampleShape(1, 2, 2);
        var sheet = ImageGrid.Compose(shape, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], columns: 2, gap: 1);

        Assert.Equal((7, 7), (sheet.Width, sheet.Height));
        Assert.Equal(
            [
                255, 255, 255, 255, 255, 255, 255,
                255, 1, 2, 255, 5, 6, 255,
                255, 3, 4, 255, 7, 8, 255,
                255, 255, 255, 255, 255, 255, 255,
                255, 9, 10, 255, 255, 255, 255,
                255, 11, 12, 255, 255, 255, 255,
                255, 255, 255, 255, 255, 255, 255,
            ],
            sheet.Pixels);
    }

    internal static RasterImage Noise(int width, int height, int channels)
    {
        var random = new RandomStream(1, "png-test");
        var image = new RasterImage(width, height, channels);
        for (var i = 0; i < image.Pixels.Length; i++)
            image.Pixels[i] = (byte)random.NextInt32(256);
        return image;
    }
}
