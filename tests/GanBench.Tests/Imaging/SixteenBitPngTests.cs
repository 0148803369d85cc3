using System.Buffers.Binary;
using GanBench.Imaging;
using GanBench.Random;

namespace GanBench.Tests.Imaging;

/// <summary>16 bits per sample become 8 by rounding: (255 v + 32767) / 65535.</summary>
public sealed class SixteenBitPngTests
{
    private const int Width = 37, Height = 23;

    [Fact]
    public void Decode_Grey_IsRounded()
    {
        var values = Values(1);
        var image = ImageFile.Decode(PictureBytes.Png(Width, Height, 16, 0, SubFiltered(values, 1)), "grey.png");
        Assert.Equal((Width, Height, 1), (image.Width, image.Height, image.Channels));
        Assert.Equal(values.Select(Rounded), image.Pixels);
    }

    [Fact]
    public void Decode_GreyAndAlpha_AreRounded()
    {
        var values = Values(2);
        var image = ImageFile.Decode(PictureBytes.Png(Width, Height, 16, 4, SubFiltered(values, 2)), "grey.png");
        Assert.Equal(2, image.Channels);
        Assert.Equal(values.Select(Rounded), image.Pixels);
    }

    // The neighbour of the transparent grey has the same 8 bits.
    [Fact]
    public void Decode_TransparentGrey_IsToldByAllItsBits()
    {
        ushort[] values = [0x1234, 0x1235, 0xFFFF];
        var file = PictureBytes.Png(3, 1, 16, 0, SubFiltered(values, 1, width: 3), transparency: [0x12, 0x34]);
        Assert.Equal([0x12, 0, 0x12, 255, 255, 255], ImageFile.Decode(file, "grey.png").Pixels);
    }

    // Skia's widest pixels have 11 significant bits: what lies close to the middle between two bytes may go to the other one.
    [Theory]
    [InlineData(3, 2)]
    [InlineData(4, 6)]
    public void Decode_Colour_IsRoundedOrOneBeside(int channels, byte colourType)
    {
        var values = Values(channels);
        var image = ImageFile.Decode(PictureBytes.Png(Width, Height, 16, colourType, SubFiltered(values, channels)), "colour.png");
        Assert.Equal(channels, image.Channels);
        var errors = values.Select(Rounded).Zip(image.Pixels, (expected, actual) => Math.Abs(expected - actual)).ToList();
        Assert.InRange(errors.Max(), 0, 1);
        Assert.InRange(errors.Average(), 0, 0.03);
    }

    private static byte Rounded(ushort value) => (byte)(((value * 255) + 32767) / 65535);

    private static ushort[] Values(int channels)
    {
        var random = new RandomStream(2, "sixteen-bit-png");
        return [.. Enumerable.Range(0, Width * Height * channels).Select(_ => (ushort)random.NextInt32(65536))];
    }

    // With filter 1, the difference to the pixel on the left, byte by byte: the filter must still find its neighbours.
    private static byte[] SubFiltered(ushort[] values, int channels, int width = Width)
    {
        var pixel = 2 * channels;
        var rows = new List<byte>();
        foreach (var row in values.Chunk(width * channels))
        {
            var bytes = new byte[2 * row.Length];
            for (var i = 0; i < row.Length; i++)
                BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2 * i), row[i]);
            rows.Add(1);
            rows.AddRange(bytes.Select((b, i) => (byte)(b - (i < pixel ? 0 : bytes[i - pixel]))));
        }
        return [.. rows];
    }
}
