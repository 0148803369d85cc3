using System.Diagnostics;
using GanBench.Imaging;

namespace GanBench.Tests.Imaging;

/// <summary>TIFF files that are cut, damaged or of kinds that are not read.</summary>
public sealed class TiffTests
{
    private static byte[] File(string name) => ImagingGolden.Imaging.Tiff.Single(p => p.Name == name).File.ToArray();

    [Theory]
    [MemberData(nameof(DecodingTests.Tiff), MemberType = typeof(DecodingTests))]
    public void Decode_CutAnywhere_IsRefusedByName(string name)
    {
        var file = File(name);
        // What may be missing is behind the last strip: what Pillow's writer leaves there.
        var whole = ImageFile.Decode(file, name);
        for (var length = 4; length < file.Length; length++)
        {
            try
            {
                Assert.Equal(whole.Pixels, ImageFile.Decode(file.AsMemory(0, length), "cut.tif").Pixels);
                Assert.InRange(length, file.Length - 4, file.Length);
            }
            catch (DataException e)
            {
                Assert.Contains("cut.tif", e.Message, StringComparison.Ordinal);
                Assert.DoesNotContain('\n', e.Message);
            }
        }
    }

    // 20 changed copies of each file, a few bytes of each: the directory most often, since what it says decides what is asked for.
    [Fact]
    public void Decode_ChangedFiles_GiveAPictureOrAreRefused_AndAskForLittle()
    {
        var random = new System.Random(1);
        foreach (var golden in ImagingGolden.Imaging.Tiff)
        {
            for (var copy = 0; copy < 20; copy++)
            {
                var file = golden.File.ToArray();
                for (var change = random.Next(4); change >= 0; change--)
                    file[random.Next(2) == 0 ? random.Next(file.Length) : random.Next(Math.Min(200, file.Length))] = (byte)random.Next(256);
                var (watch, before) = (Stopwatch.StartNew(), GC.GetAllocatedBytesForCurrentThread());
                try
                {
                    _ = ImageFile.Decode(file, "changed.tif");
                }
                catch (DataException e)
                {
                    Assert.Contains("changed.tif", e.Message, StringComparison.Ordinal);
                }
                // A changed width may ask for as much as a picture may have.
                Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8L * ImageFile.MaximumPixels);
                Assert.InRange(watch.Elapsed.TotalSeconds, 0, 20);
            }
        }
    }

    // Offsets of the values in the files of raw_tiff: entries of 12 bytes from byte 10 on, by rising tag, the value at 8 in each.
    [Theory]
    [InlineData("planes", 259, 6, "its compression (6) is not read; save it with LZW or deflate.")]
    [InlineData("planes", 262, 8, "its colours (8 in field 262) are not read; save it as RGB or grey.")]
    [InlineData("bits4", 258, 5, "its samples of 5 bits are not read; save it with 8 or 16 bits.")]
    [InlineData("whiteIsZero", 277, 0, "0 samples a pixel do not fit its colours.")]
    [InlineData("bits4", 278, 0, "its strips have no rows.")]
    [InlineData("bits4", 278, 2, null)]
    [InlineData("bits4", 257, 20, "it has 14 of 20 strips or tiles.")]
    [InlineData("tiles", 322, 0, "it has 0 of 1 strips or tiles.")]
    public void Decode_KindThatIsNotRead_IsSaid(string name, int tag, byte value, string? expected)
    {
        var file = File(name);
        var entry = 10 + (12 * Enumerable.Range(0, file[8]).Single(i => BitConverter.ToUInt16(file, 10 + (12 * i)) == tag));
        file[entry + 8] = value;

        var error = Record.Exception(() => ImageFile.Decode(file, "a.tif"));

        // Strips of two rows have more bytes than the file gives them, which LibTiff finds.
        Assert.IsType<DataException>(error);
        if (expected is not null)
            Assert.Equal($"Cannot read a.tif as TIFF: {expected}", error.Message);
    }

    [Fact]
    public void Decode_DamagedDeflate_SaysWhatLibTiffSays()
    {
        var file = File("grey16Deflate");
        file.AsSpan(^200..^100).Fill(0x55);

        var error = Assert.Throws<DataException>(() => ImageFile.Decode(file, "a.tif"));

        Assert.StartsWith("Cannot read a.tif as TIFF: its content is damaged (", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }
}
