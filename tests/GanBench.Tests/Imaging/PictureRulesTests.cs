using GanBench.Imaging;
using SkiaSharp;

namespace GanBench.Tests.Imaging;

/// <summary>What becomes of transparency and of pictures that lie on their side.</summary>
public sealed class PictureRulesTests
{
    private static readonly PictureRules Drop = new();

    public static TheoryData<string> Dropped => new(ImagingGolden.Imaging.Dropped.Select(p => p.Name));

    [Theory]
    [MemberData(nameof(Dropped))]
    public void Drop_GivesTheColoursOfPillow(string name)
    {
        var golden = ImagingGolden.Imaging.Dropped.Single(p => p.Name == name);

        var decoded = ImageFile.Decode(golden.File, name, Drop);

        Assert.True(decoded.HasTransparency);
        Assert.Equal((golden.Width, golden.Height), (decoded.Image.Width, decoded.Image.Height));
        Assert.Equal(golden.Sha256, ImagingGolden.Hash(decoded.Image.WithChannels(3).Pixels));
    }

    [Theory]
    [InlineData(AlphaRule.Drop, new byte[] { 10, 20, 30, 10, 20, 30, 10, 20, 30 })]
    [InlineData(AlphaRule.White, new byte[] { 10, 20, 30, 255, 255, 255, 132, 137, 142 })]
    [InlineData(AlphaRule.Black, new byte[] { 10, 20, 30, 0, 0, 0, 5, 10, 15 })]
    public void Decode_Transparency_FollowsTheRule(AlphaRule rule, byte[] expected)
    {
        var file = PngWriter.Encode(new RasterImage(3, 1, 4, [10, 20, 30, 255, 10, 20, 30, 0, 10, 20, 30, 128]));

        var decoded = ImageFile.Decode(file, "a.png", Drop with { Alpha = rule });

        Assert.Equal(expected, decoded.Image.Pixels);
        Assert.True(decoded.HasTransparency);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Decode_OpaquePicture_HasNoTransparency(int channels)
    {
        var image = PngTests.Noise(5, 4, channels);
        for (var i = channels - 1; channels is 2 or 4 && i < image.Pixels.Length; i += channels)
            image.Pixels[i] = 255;

        var decoded = ImageFile.Decode(UniformPng.Encode(image), "a.png", Drop);

        Assert.False(decoded.HasTransparency);
        Assert.Equal(channels < 3 ? 1 : 3, decoded.Image.Channels);
    }

    [Theory]
    [InlineData(false, 32, 16)]
    [InlineData(true, 16, 32)]
    public void Decode_PictureOnItsSide_IsTurnedByTheRuleAlone(bool apply, int width, int height)
    {
        var file = PictureBytes.WithOrientation(PictureBytes.Jpeg(new RasterImage(32, 16, 3)), (byte)SKEncodedOrigin.RightTop);
        var rules = Drop with { ApplyOrientation = apply };

        var image = ImageFile.Decode(file, "a.jpg", rules).Image;
        var info = ImageFile.Inspect(file, "a.jpg");

        Assert.Equal((width, height), (image.Width, image.Height));
        Assert.Equal(new SampleShape(3, height, width), info.ShapeBy(rules));
        Assert.True(info.IsTurned);
    }

    [Fact]
    public void Training_IsUprightOverWhite()
    {
        var file = UniformPng.Encode(new RasterImage(2, 1, 2, [100, 0, 100, 255]));
        Assert.Equal(
            ImageFile.Decode(file, "a.png").WithChannels(1).Pixels, ImageFile.Decode(file, "a.png", PictureRules.Training).Image.Pixels);
        Assert.True(PictureRules.Training.ApplyOrientation);
    }
}
