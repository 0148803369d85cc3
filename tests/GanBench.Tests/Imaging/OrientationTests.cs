using GanBench.Imaging;

namespace GanBench.Tests.Imaging;

/// <summary>EXIF's orientations (EXIF 2.32, tag 274): at which edges of the scene the stored first row and first column are.</summary>
public sealed class OrientationTests
{
    private const int Block = 16;

    // Shades of the stored picture's corners: A upper left, B upper right, C lower left, D lower right.
    private static readonly Dictionary<char, byte> Shades = new() { ['A'] = 10, ['B'] = 90, ['C'] = 170, ['D'] = 250 };

    // Expected: the corners as they are seen, in the same order.
    [Theory]
    [InlineData(0, "ABCD")]
    [InlineData(1, "ABCD")]
    [InlineData(2, "BADC")]
    [InlineData(3, "DCBA")]
    [InlineData(4, "CDAB")]
    [InlineData(5, "ACBD")]
    [InlineData(6, "CADB")]
    [InlineData(7, "DBCA")]
    [InlineData(8, "BDAC")]
    [InlineData(9, "ABCD")]
    public void Decode_Jpeg_IsTurnedUpright(byte orientation, string corners)
    {
        // Three blocks by two, so that sides differ; the middle column is the left one again.
        var stored = new RasterImage(3 * Block, 2 * Block, 3);
        for (var i = 0; i < stored.Pixels.Length; i++)
        {
            var (x, y) = (i / 3 % stored.Width, i / 3 / stored.Width);
            stored.Pixels[i] = Shades["ABCD"[(y < Block ? 0 : 2) + (x < 2 * Block ? 0 : 1)]];
        }

        var upright = ImageFile.Decode(PictureBytes.WithOrientation(PictureBytes.Jpeg(stored), orientation), "a.jpg");

        var onItsSide = orientation is >= 5 and <= 8;
        Assert.Equal(onItsSide ? (2 * Block, 3 * Block) : (3 * Block, 2 * Block), (upright.Width, upright.Height));
        var (right, bottom) = (upright.Width - 1, upright.Height - 1);
        var seen = new[] { (0, 0), (right, 0), (0, bottom), (right, bottom) }.Select(
            at => upright.Pixels[((at.Item2 * upright.Width) + at.Item1) * 3]);
        Assert.Equal(corners, new string([.. seen.Select(shade => Shades.MinBy(s => Math.Abs(s.Value - shade)).Key)]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Upright_QuarterTurn_MovesEveryPixel(int channels)
    {
        // 0 1 2        3 0
        // 3 4 5   →    4 1
        //              5 2
        var stored = new RasterImage(3, 2, channels, [.. Enumerable.Range(0, 6).SelectMany(i => Enumerable.Repeat((byte)i, channels))]);
        var upright = Orientation.Upright(stored, SkiaSharp.SKEncodedOrigin.RightTop);
        Assert.Equal((2, 3), (upright.Width, upright.Height));
        Assert.Equal(new byte[] { 3, 0, 4, 1, 5, 2 }.SelectMany(i => Enumerable.Repeat(i, channels)), upright.Pixels);
    }
}
