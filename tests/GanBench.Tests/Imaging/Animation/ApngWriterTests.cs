using System.Buffers.Binary;
using System.Text;
using GanBench.Imaging;
using GanBench.Imaging.Animation;

namespace GanBench.Tests.Imaging.Animation;

public class ApngWriterTests
{
    [Fact]
    public void Encode_ThreeFrames_HasControlChunksInSequence()
    {
        var chunks = Chunks(ApngWriter.Encode([Frame(0), Frame(100), Frame(200)], 150, 2500));

        Assert.Equal(["IHDR", "acTL", "fcTL", "IDAT", "fcTL", "fdAT", "fcTL", "fdAT", "IEND"], chunks.Select(c => c.Type));
        Assert.Equal((3, 0), (Int(chunks[1].Data, 0), Int(chunks[1].Data, 4)));
        Assert.Equal([0, 1, 2, 3, 4], chunks.Where(c => c.Type is "fcTL" or "fdAT").Select(c => Int(c.Data, 0)));
        Assert.Equal(
            [150, 150, 2500], chunks.Where(c => c.Type == "fcTL")
            .Select(c => (int)BinaryPrimitives.ReadUInt16BigEndian(c.Data.AsSpan(20))));
    }

    [Fact]
    public void Encode_FirstFrame_IsWhatOrdinaryReadersSee()
    {
        var image = ImageFile.Decode(ApngWriter.Encode([Frame(7), Frame(9)], 100, 100), "animation");

        Assert.Equal(Frame(7).Pixels, image.Pixels);
    }

    [Fact]
    public void Encode_LaterFrame_DecodesWhenItsDataStandsAlone()
    {
        var chunks = Chunks(ApngWriter.Encode([Frame(7), Frame(9)], 100, 100));
        var header = chunks[0].Data;
        var data = chunks.Single(c => c.Type == "fdAT").Data[4..];
        using var png = new MemoryStream();
        png.Write(PngWriter.Encode(Frame(0)).AsSpan(0, 8));
        Write(png, "IHDR", header);
        Write(png, "IDAT", data);
        Write(png, "IEND", []);

        Assert.Equal(Frame(9).Pixels, ImageFile.Decode(png.ToArray(), "frame").Pixels);
    }

    [Fact]
    public void Encode_NoFramesOrOtherSizes_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => ApngWriter.Encode([], 100, 100));
        Assert.Throws<ArgumentException>(() => ApngWriter.Encode([Frame(1), new RasterImage(5, 4, 3)], 100, 100));
    }

    private static RasterImage Frame(byte seed) => new(6, 4, 3, [.. Enumerable.Range(0, 72).Select(i => (byte)(seed + (i * 3)))]);

    private static int Int(byte[] data, int at) => BinaryPrimitives.ReadInt32BigEndian(data.AsSpan(at));

    private static List<(string Type, byte[] Data)> Chunks(byte[] png)
    {
        var chunks = new List<(string, byte[])>();
        for (var at = 8; at < png.Length;)
        {
            var length = Int(png, at);
            chunks.Add((Encoding.ASCII.GetString(png, at + 4, 4), png[(at + 8)..(at + 8 + length)]));
            at += 12 + length;
        }
        return chunks;
    }

    private static void Write(MemoryStream stream, string type, byte[] data)
    {
        var chunk = new byte[12 + data.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        Encoding.ASCII.GetBytes(type, chunk.AsSpan(4));
        data.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + data.Length), Crc(chunk.AsSpan(4, 4 + data.Length)));
        stream.Write(chunk);
    }

    // CRC-32 bit by bit, apart from the table in the library.
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var k = 0; k < 8; k++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }
        return ~crc;
    }
}
