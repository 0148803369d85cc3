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

    [Fact]
    public void Jpeg_CutAnywhere_IsRefusedByName()
    {
        var file = ImagingGolden.Imaging.Jpeg.Single(p => p.Name == "baseline420").File;
        for (var length = 3; length < file.Length - 2; length += 7)
        {
            var error = Assert.Throws<DataException>(() => JpegReader.Decode(file.AsSpan(0, length), "cut.jpg"));
            Assert.Contains("cut.jpg", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Jpeg_Cmyk_IsRefusedByName()
    {
        var error = Assert.Throws<DataException>(() => ImageFile.Decode(ImagingGolden.Imaging.CmykJpeg, "print.jpg"));
        Assert.Equal("print.jpg is a CMYK picture; convert it to RGB or grey.", error.Message);
    }

    [Theory]
    [InlineData(new byte[] { }, "is empty")]
    [InlineData(new byte[] { 0x47, 0x49, 0x46, 0x38, 0x39, 0x61 }, "neither a PNG nor a JPEG")]
    public void Decode_OtherContent_IsRefusedByName(byte[] content, string expected)
    {
        var error = Assert.Throws<DataException>(() => ImageFile.Decode(content, "picture.png"));
        Assert.Contains("picture.png " + (expected.StartsWith("is", StringComparison.Ordinal) ? expected : "is " + expected), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Png_HugeSizes_AreRefused()
    {
        // Width 2^31 − 1: the header's chunk is rewritten with a right checksum.
        var file = PngWriter.Encode(new RasterImage(1, 1, 1));
        byte[] header = [.. "IHDR"u8, 0x7F, 0xFF, 0xFF, 0xFF, 0, 0, 0x7F, 0xFF, 8, 0, 0, 0, 0];
        header.CopyTo(file, 12);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(29), GanBench.Storage.Crc32.Of(header));
        var error = Assert.Throws<DataException>(() => PngReader.Decode(file, "huge.png"));
        Assert.Contains("pixels are outside", error.Message, StringComparison.Ordinal);
    }

    private static void AssertEqual(ImagingGolden.Picture golden)
    {
        var image = ImageFile.Decode(golden.File, golden.Name);
        Assert.Equal((golden.Width, golden.Height, golden.Channels), (image.Width, image.Height, image.Channels));
        Assert.Equal(golden.Sha256, ImagingGolden.Hash(image.Pixels));
    }
}
