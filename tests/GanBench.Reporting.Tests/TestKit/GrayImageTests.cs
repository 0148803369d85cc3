using GanBench.Testing;

namespace GanBench.Reporting.Tests.TestKit;

public class GrayImageTests
{
    [Fact]
    public void Similarity_WithItself_IsOne() => Assert.Equal(1, Ramp().Similarity(Ramp()), 12);

    // Two constant pictures have no variance, so SSIM is its luminance term alone: (2·100·200 + 6.5025) / (100² + 200² + 6.5025).
    [Fact]
    public void Similarity_ConstantPictures_IsTheLuminanceTerm() =>
        Assert.Equal(40006.5025 / 50006.5025, Constant(100).Similarity(Constant(200)), 12);

    [Fact]
    public void Similarity_NegativePicture_IsFarBelowASlightlyBrighterOne()
    {
        var ramp = Ramp();
        var brighter = ramp with { Pixels = [.. ramp.Pixels.Select(p => (byte)Math.Min(255, p + 4))] };
        var negative = ramp with { Pixels = [.. ramp.Pixels.Select(p => (byte)(255 - p))] };

        Assert.InRange(ramp.Similarity(brighter), 0.98, 0.99999);
        Assert.True(ramp.Similarity(negative) < 0.2);
    }

    [Fact]
    public void ReadPgm_HeaderAndPixels_AreRead()
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder["a.pgm"], [.. "P5\n3 2\n255\n"u8, 1, 2, 3, 4, 5, 6]);

        var image = GrayImage.ReadPgm(folder["a.pgm"]);

        Assert.Equal((3, 2), (image.Width, image.Height));
        Assert.Equal<byte>([1, 2, 3, 4, 5, 6], image.Pixels);
    }

    private static GrayImage Ramp() =>
        new(32, 24, [.. Enumerable.Range(0, 32 * 24).Select(i => (byte)((i % 32 * 6) + (i / 32 % 4 * 10)))]);

    private static GrayImage Constant(byte value) => new(16, 16, [.. Enumerable.Repeat(value, 256)]);
}
