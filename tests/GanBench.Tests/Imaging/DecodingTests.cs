using GanBench.Imaging;

namespace GanBench.Tests.Imaging;

/// <summary>Pixels against Pillow's (tests/golden/imaging.py; the version is in imaging.json).</summary>
public sealed class DecodingTests
{
    public static TheoryData<string> Png => new(ImagingGolden.Imaging.Png.Select(p => p.Name));

    public static TheoryData<string> Jpeg => new(ImagingGolden.Imaging.Jpeg.Select(p => p.Name));

    public static TheoryData<int> Resizes => new(Enumerable.Range(0, ImagingGolden.Imaging.Resize.Length));

    [Theory]
    [MemberData(nameof(Png))]
    public void Png_Decoded_EqualsPillow(string name) => AssertEqual(ImagingGolden.Imaging.Png.Single(p => p.Name == name));

    [Theory]
    [MemberData(nameof(Jpeg))]
    public void Jpeg_Decoded_EqualsPillow(string name) => AssertEqual(ImagingGolden.Imaging.Jpeg.Single(p => p.Name == name));

    [Theory]
    [MemberData(nameof(Resizes))]
    public void Resize_EveryFilter_EqualsPillow(int index)
    {
        var golden = ImagingGolden.Imaging.Resize[index];
        // The source is stored with the first filter of each size only.
        var pixels = ImagingGolden.Imaging.Resize.Take(index + 1).Last(g => g.Source is not null).Source;

        var resized = Resampler.Resize(
            new RasterImage(golden.Width, golden.Height, golden.Channels, pixels), golden.ToWidth, golden.ToHeight, golden.Filter);

        Assert.Equal((golden.ToWidth, golden.ToHeight), (resized.Width, resized.Height));
        Assert.Equal(golden.Sha256, ImagingGolden.Hash(resized.Pixels));
    }

    [Fact]
    public void WithChannels_ColourToGrey_EqualsPillow()
    {
        var golden = ImagingGolden.Imaging.Grey.Single();
        var grey = new RasterImage(golden.Width, golden.Height, 3, golden.Source).WithChannels(1);
        Assert.Equal(golden.Sha256, ImagingGolden.Hash(grey.Pixels));
    }

    [Fact]
    public void WithChannels_Transparency_IsLaidOverWhite()
    {
        var image = new RasterImage(3, 1, 4, [10, 20, 30, 255, 10, 20, 30, 0, 0, 0, 0, 128]);
        Assert.Equal([10, 20, 30, 255, 255, 255, 127, 127, 127], image.WithChannels(3).Pixels);
    }

    [Theory]
    [MemberData(nameof(Jpeg))]
    public void Jpeg_CutAnywhere_IsRefusedByName(string name)
    {
        var file = ImagingGolden.Imaging.Jpeg.Single(p => p.Name == name).File;
        for (var length = 3; length < file.Length; length++)
        {
            var error = Assert.Throws<DataException>(() => ImageFile.Decode(file.AsMemory(0, length), "cut.jpg"));
            Assert.Contains("cut.jpg", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Jpeg_Cmyk_IsRefusedByName()
    {
        var error = Assert.Throws<DataException>(() => ImageFile.Decode(ImagingGolden.Imaging.CmykJpeg, "print.jpg"));
        Assert.Equal("Cannot read print.jpg as JPEG: it is a CMYK picture; convert it to RGB or grey.", error.Message);
    }

    private static void AssertEqual(ImagingGolden.Picture golden)
    {
        var image = ImageFile.Decode(golden.File, golden.Name);
        Assert.Equal((golden.Width, golden.Height, golden.Channels), (image.Width, image.Height, image.Channels));
        Assert.Equal(golden.Sha256, ImagingGolden.Hash(image.Pixels));
    }
}
