using System.Buffers.Binary;
using System.IO.Compression;

namespace GanBench.Imaging;

/// <summary>
/// PNG files whose size says nothing about the picture: rows are neither filtered nor compressed, so pictures of equal dimensions
/// give files of equal length and structure. For studies in which people must judge pixels alone.
/// </summary>
public static class UniformPng
{
    /// <summary>The bytes of a PNG file; their number depends only on width, height and channels.</summary>
    /// <param name="image">The picture.</param>
    public static byte[] Encode(RasterImage image)
    {
        using var stream = new MemoryStream();
        stream.Write(Png.Signature);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, image.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], image.Height);
        header[8] = 8;
        header[9] = (byte)(image.Channels switch { 1 => 0, 2 => 4, 3 => 2, _ => 6 });
        header[10..].Clear();
        Png.WriteChunk(stream, "IHDR"u8, header);
        Png.WriteChunk(stream, "IDAT"u8, Store(image));
        Png.WriteChunk(stream, "IEND"u8, []);
        return stream.ToArray();
    }

    private static byte[] Store(RasterImage image)
    {
        // In one write: the stored blocks of deflate then depend on the length alone.
        var rows = new byte[image.Height * (image.Stride + 1)];
        for (var y = 0; y < image.Height; y++)
            image.Pixels.AsSpan(y * image.Stride, image.Stride).CopyTo(rows.AsSpan((y * (image.Stride + 1)) + 1));
        using var output = new MemoryStream();
        using (var zlib = new ZLibStream(output, CompressionLevel.NoCompression, leaveOpen: true))
            zlib.Write(rows);
        return output.ToArray();
    }
}
