using System.Buffers.Binary;
using System.IO.Hashing;
using GanBench.Imaging;

namespace GanBench.Tests.Imaging;

/// <summary>Files that are cut, damaged or larger than they should be.</summary>
public sealed class DamagedPictureTests
{
    private static readonly RasterImage Picture = FormatTests.Gradient(32, 24);

    private static readonly Dictionary<string, byte[]> Files = new()
    {
        ["PNG"] = PngWriter.Encode(Picture),
        ["JPEG"] = PictureBytes.Jpeg(Picture),
        ["lossless WebP"] = PictureBytes.WebP(Picture),
        ["lossy WebP"] = PictureBytes.WebP(Picture, lossless: false),
        ["GIF"] = PictureBytes.Gif(
            16, 16, new PictureBytes.GifFrame(0, 0, 16, 16, [.. Enumerable.Range(0, 256).Select(i => (byte)(i % 128))])),
        ["BMP"] = PictureBytes.Bmp(Picture),
        ["CMYK JPEG"] = ImagingGolden.Imaging.CmykJpeg[0].File,
        ["PNM"] = [.. "P6 32 24 255\n"u8, .. Picture.Pixels],
    };

    // What may be missing: GIF's end mark, and the end code and terminator of its data.
    [Theory]
    [InlineData("PNG", 0)]
    [InlineData("JPEG", 0)]
    [InlineData("lossless WebP", 0)]
    [InlineData("lossy WebP", 0)]
    [InlineData("GIF", 3)]
    [InlineData("BMP", 0)]
    [InlineData("CMYK JPEG", 0)]
    [InlineData("PNM", 0)]
    public void Decode_CutAnywhere_IsRefusedByName(string format, int endMarks)
    {
        var file = Files[format];
        Assert.NotNull(ImageFile.Decode(file, "whole"));
        for (var length = 0; length < file.Length - endMarks; length++)
        {
            var error = Assert.Throws<DataException>(() => ImageFile.Decode(file.AsMemory(0, length), "cut.file"));
            Assert.Contains("cut.file", error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', error.Message);
        }
    }

    [Theory]
    [InlineData("JPEG", "Cannot read cut.file as JPEG: it ends early.")]
    [InlineData("GIF", "Cannot read cut.file as GIF: it ends early.")]
    [InlineData("BMP", "Cannot read cut.file as BMP: it ends early.")]
    [InlineData("PNM", "Cannot read cut.file as PNM: it ends early.")]
    public void Decode_Cut_IsSaid(string format, string expected)
    {
        var file = Files[format];
        var error = Assert.Throws<DataException>(() => ImageFile.Decode(file.AsMemory(0, file.Length * 9 / 10), "cut.file"));
        Assert.Equal(expected, error.Message);
    }

    [Fact]
    public void WebP_Cut_IsSaid()
    {
        var file = Files["lossy WebP"];
        var error = Assert.Throws<DataException>(() => ImageFile.Decode(file.AsMemory(0, file.Length - 1), "cut.file"));
        Assert.Equal($"Cannot read cut.file as WebP: it claims {file.Length} bytes and ends after {file.Length - 1}.", error.Message);
    }

    [Fact]
    public void Png_WrongChecksumOfItsLastChunk_IsRefused()
    {
        var file = Files["PNG"].ToArray();
        file[^1] ^= 1;
        var error = Assert.Throws<DataException>(() => ImageFile.Decode(file, "bad.png"));
        Assert.Equal($"Cannot read bad.png as PNG: the checksum of the chunk at byte {file.Length - 12} is wrong.", error.Message);
    }

    public static TheoryData<string, byte[]> Bombs => new()
    {
        { "PNG", PictureBytes.Png(20_000, 20_000, 1, 0, new byte[100]) },
        { "JPEG", JpegOf(20_000, 20_000) },
        { "WebP", PictureBytes.AnimatedWebP(16_000, 16_000, PictureBytes.WebP(Picture)) },
        { "GIF", PictureBytes.Gif(20_000, 20_000, new PictureBytes.GifFrame(0, 0, 1, 1, [1])) },
        { "BMP", BmpOf(20_000, 20_000) },
        { "TIFF", TiffOf(20_000) },
        { "PNM", "P4 20000 20000\n"u8.ToArray() },
    };

    [Theory]
    [MemberData(nameof(Bombs))]
    public void Decode_HugeSizeInASmallFile_IsRefusedBeforeMemoryIsAskedFor(string format, byte[] file)
    {
        _ = ImageFile.Decode(Files["PNG"], "warm up");
        var before = GC.GetAllocatedBytesForCurrentThread();

        var error = Assert.Throws<DataException>(() => ImageFile.Decode(file, "bomb"));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        Assert.StartsWith($"Cannot read bomb as {format}: ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith(" pixels are outside 1 to 67108864.", error.Message, StringComparison.Ordinal);
    }

    // Text of ones and zeros for a large picture, and numbers that are none.
    [Theory]
    [InlineData("P1 8000 8000\n0101", "it ends early.")]
    [InlineData("P3 8000 8000 255\n1 2 3", "it ends early.")]
    [InlineData("P2 2 2 7\n1 2 8 3", "sample 3 is 8 and the largest allowed is 7.")]
    [InlineData("P2 2 2 7\n1 2 x 3", "at byte 13 there is no number.")]
    [InlineData("P5 2 2 70000\n1234", "its largest sample is said to be 70000; 1 to 65535 is possible.")]
    [InlineData("P5 2 2 0\n1234", "its largest sample is said to be 0; 1 to 65535 is possible.")]
    [InlineData("P5 99999999999 2 255\n1234", "100000000×2 pixels are outside 1 to 67108864.")]
    public void Pnm_Damaged_IsSaid(string file, string expected)
    {
        var error = Assert.Throws<DataException>(() => ImageFile.Decode(System.Text.Encoding.ASCII.GetBytes(file), "a.pnm"));
        Assert.Equal($"Cannot read a.pnm as PNM: {expected}", error.Message);
    }

    [Fact]
    public void Png_HugeSizes_AreRefused()
    {
        // Width 2^31 − 1: the header's chunk is rewritten with a right checksum.
        var file = PngWriter.Encode(new RasterImage(1, 1, 1));
        byte[] header = [.. "IHDR"u8, 0x7F, 0xFF, 0xFF, 0xFF, 0, 0, 0x7F, 0xFF, 8, 0, 0, 0, 0];
        header.CopyTo(file, 12);
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(29), Crc32.HashToUInt32(header));
        var error = Assert.Throws<DataException>(() => ImageFile.Decode(file, "huge.png"));
        Assert.Contains("pixels are outside", error.Message, StringComparison.Ordinal);
    }

    // Height and width stand behind the frame header's marker, its length and the sample precision.
    private static byte[] JpegOf(ushort width, ushort height)
    {
        var file = Files["JPEG"].ToArray();
        var frame = file.AsSpan().IndexOf<byte>([0xFF, 0xC0]);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(frame + 5), height);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(frame + 7), width);
        return file;
    }

    // The first two entries of the directory, at byte 10, are width and height.
    private static byte[] TiffOf(int side)
    {
        var file = ImagingGolden.Imaging.Tiff.Single(p => p.Name == "whiteIsZero").File.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(18), side);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(30), side);
        return file;
    }

    private static byte[] BmpOf(int width, int height)
    {
        var file = Files["BMP"].ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(18), width);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(22), height);
        return file;
    }
}
