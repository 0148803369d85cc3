using GanBench.Imaging;

namespace GanBench.Tests.Imaging;

/// <summary>Pixels against Pillow's (tests/golden/imaging.py; the version is in imaging.json).</summary>
public sealed class DecodingTests
{
    public static TheoryData<string> Png => new(ImagingGolden.Imaging.Png.Select(p => p.Name));

    public static TheoryData<string> Jpeg => new(ImagingGolden.Imaging.Jpeg.Select(p => p.Name));

    public static TheoryData<string> CmykJpeg => new(ImagingGolden.Imaging.CmykJpeg.Select(p => p.Name));

    public static TheoryData<string> Tiff => new(ImagingGolden.Imaging.Tiff.Select(p => p.Name));

    public static TheoryData<string> Pnm => new(ImagingGolden.Imaging.Pnm.Select(p => p.Name));

    public static TheoryData<int> Resizes => new(Enumerable.Range(0, ImagingGolden.Imaging.Resize.Length));

    [Theory]
    [MemberData(nameof(Png))]
    public void Png_Decoded_EqualsPillow(string name) => AssertEqual(ImagingGolden.Imaging.Png.Single(p => p.Name == name));

    [Theory]
    [MemberData(nameof(Jpeg))]
    public void Jpeg_Decoded_EqualsPillow(string name) => AssertEqual(ImagingGolden.Imaging.Jpeg.Single(p => p.Name == name));

    [Theory]
    [MemberData(nameof(CmykJpeg))]
    public void Jpeg_OfInks_EqualsPillow(string name) => AssertEqual(ImagingGolden.Imaging.CmykJpeg.Single(p => p.Name == name));

    [Theory]
    [MemberData(nameof(Tiff))]
    public void Tiff_Decoded_EqualsPillow(string name) => AssertEqual(ImagingGolden.Imaging.Tiff.Single(p => p.Name == name));

    [Theory]
    [MemberData(nameof(Pnm))]
    public void Pnm_Decoded_EqualsPillow(string name) => AssertEqual(ImagingGolden.Imaging.Pnm.Single(p => p.Name == name));

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

    private static void AssertEqual(ImagingGolden.Picture golden)
    {
        var image = ImageFile.Decode(golden.File, golden.Name);
        Assert.Equal((golden.Width, golden.Height, golden.Channels), (image.Width, image.Height, image.Channels));
        Assert.Equal(golden.Sha256, ImagingGolden.Hash(image.Pixels));
        // What is said before decoding is what comes out of it.
        var info = ImageFile.Inspect(golden.File, golden.Name);
        Assert.Equal((golden.Width, golden.Height, golden.Channels), (info.Width, info.Height, info.Channels));
    }
}
