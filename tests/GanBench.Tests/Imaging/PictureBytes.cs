using System.Buffers.Binary;
using System.IO.Compression;
using GanBench.Imaging;
using SkiaSharp;

namespace GanBench.Tests.Imaging;

/// <summary>Makes picture files: through Skia where it can write the format, else byte by byte after the format's specification.</summary>
internal static class PictureBytes
{
    /// <summary>A JPEG file of the best quality without chroma subsampling.</summary>
    public static byte[] Jpeg(RasterImage image) =>
        Encode(image,
            pixmap => pixmap.Encode(new SKJpegEncoderOptions(100, SKJpegEncoderDownsample.Downsample444, SKJpegEncoderAlphaOption.Ignore)));

    /// <summary>A WebP file.</summary>
    public static byte[] WebP(RasterImage image, bool lossless = true) =>
        Encode(image, pixmap => pixmap.Encode(
            new SKWebpEncoderOptions(lossless ? SKWebpEncoderCompression.Lossless : SKWebpEncoderCompression.Lossy, 90)));

    /// <summary>The same JPEG file with EXIF data of one entry: the orientation.</summary>
    public static byte[] WithOrientation(byte[] jpeg, byte orientation)
    {
        byte[] exif =
        [
            .. "Exif\0\0"u8, .. "II*\0"u8, 8, 0, 0, 0,
            // One entry: tag 274, type SHORT, one value.
            1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0,
            0, 0, 0, 0,
        ];
        return [.. jpeg[..2], 0xFF, 0xE1, 0, (byte)(exif.Length + 2), .. exif, .. jpeg[2..]];
    }

    /// <summary>An uncompressed BMP file of 24 bits per pixel.</summary>
    public static byte[] Bmp(RasterImage rgb)
    {
        const int Headers = 14 + 40;
        var stride = (rgb.Stride + 3) & ~3;
        var file = new byte[Headers + (stride * rgb.Height)];
        "BM"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(2), file.Length);
        file[10] = Headers;
        file[14] = 40;
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(18), rgb.Width);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(22), rgb.Height);
        file[26] = 1;
        file[28] = 24;
        for (var y = 0; y < rgb.Height; y++)
        {
            // Rows from the bottom, blue first.
            var row = file.AsSpan(Headers + ((rgb.Height - 1 - y) * stride));
            for (var i = 0; i < rgb.Stride; i += 3)
                (row[i], row[i + 1], row[i + 2]) =
                    (rgb.Pixels[(y * rgb.Stride) + i + 2], rgb.Pixels[(y * rgb.Stride) + i + 1], rgb.Pixels[(y * rgb.Stride) + i]);
        }
        return file;
    }

    /// <summary>One picture of a GIF file: where it lies on the canvas, and the palette's index of each pixel.</summary>
    public sealed record GifFrame(int X, int Y, int Width, int Height, byte[] Indices, byte? Transparent = null);

    /// <summary>A GIF file with a palette of 128 colours: index i is (2i, i, 255 − i).</summary>
    public static byte[] Gif(int width, int height, params GifFrame[] frames)
    {
        List<byte> file =
        [
            .. "GIF89a"u8, (byte)width, (byte)(width >> 8), (byte)height, (byte)(height >> 8),
            0x80 | 6, 0, 0, .. Enumerable.Range(0, 128).SelectMany(i => GifColour((byte)i)),
        ];
        foreach (var frame in frames)
        {
            file.AddRange([0x21, 0xF9, 4, (byte)(frame.Transparent is null ? 0 : 1), 10, 0, frame.Transparent ?? 0, 0]);
            file.AddRange([0x2C, (byte)frame.X, 0, (byte)frame.Y, 0, (byte)frame.Width, 0, (byte)frame.Height, 0, 0]);
            // Compressed without compressing: with a clear code before every hundredth pixel, codes stay at 8 bits and are the indices.
            const byte Clear = 128, End = 129;
            byte[] codes = [.. frame.Indices.Chunk(100).SelectMany(part => (byte[])[Clear, .. part]), End];
            file.Add(7);
            foreach (var block in codes.Chunk(255))
                file.AddRange([(byte)block.Length, .. block]);
            file.Add(0);
        }
        return [.. file, 0x3B];
    }

    /// <summary>Red, green and blue of an index of <see cref="Gif"/>'s palette.</summary>
    public static byte[] GifColour(byte index) => [(byte)(2 * index), index, (byte)(255 - index)];

    /// <summary>An animated WebP file of still ones of one size, without alpha.</summary>
    public static byte[] AnimatedWebP(int width, int height, params byte[][] stills)
    {
        static byte[] Int24(int value) => [(byte)value, (byte)(value >> 8), (byte)(value >> 16)];
        static byte[] Chunk(ReadOnlySpan<byte> type, byte[] data)
        {
            var length = new byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(length, data.Length);
            return [.. type, .. length, .. data, .. new byte[data.Length % 2]];
        }
        const byte Animated = 2;
        byte[] body =
        [
            .. "WEBP"u8,
            .. Chunk("VP8X"u8, [Animated, 0, 0, 0, .. Int24(width - 1), .. Int24(height - 1)]),
            .. Chunk("ANIM"u8, new byte[6]),
            // After RIFF, length and WEBP a still file is one chunk.
            .. stills.SelectMany(
                still => Chunk("ANMF"u8, [.. new byte[6], .. Int24(width - 1), .. Int24(height - 1), .. Int24(100), 0, .. still[12..]])),
        ];
        return Chunk("RIFF"u8, body);
    }

    /// <summary>A PNG file of packed rows, each with its filter byte in front.</summary>
    public static byte[] Png(int width, int height, byte depth, byte colourType, byte[] rows, byte[]? transparency = null)
    {
        using var file = new MemoryStream();
        file.Write(GanBench.Imaging.Png.Signature);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (depth, colourType);
        GanBench.Imaging.Png.WriteChunk(file, "IHDR"u8, header);
        if (transparency is not null)
            GanBench.Imaging.Png.WriteChunk(file, "tRNS"u8, transparency);
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Fastest))
            zlib.Write(rows);
        GanBench.Imaging.Png.WriteChunk(file, "IDAT"u8, compressed.ToArray());
        GanBench.Imaging.Png.WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static byte[] Encode(RasterImage image, Func<SKPixmap, SKData?> encode)
    {
        var pixels = new byte[image.Width * image.Height * 4];
        for (int s = 0, d = 0; d < pixels.Length; s += image.Channels, d += 4)
        {
            for (var c = 0; c < 3; c++)
                pixels[d + c] = image.Pixels[s + (image.Channels < 3 ? 0 : c)];
            pixels[d + 3] = image.Channels == 4 ? image.Pixels[s + 3] : (byte)255;
        }
        var alpha = image.Channels == 4 ? SKAlphaType.Unpremul : SKAlphaType.Opaque;
        using var copy = SKImage.FromPixelCopy(new SKImageInfo(image.Width, image.Height, SKColorType.Rgba8888, alpha), pixels);
        using var pixmap = copy.PeekPixels();
        using var data = encode(pixmap);
        return data!.ToArray();
    }
}
