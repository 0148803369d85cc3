using System.Buffers.Binary;
using System.IO.Compression;
using GanBench.Storage;

namespace GanBench.Imaging;

/// <summary>
/// Reads PNG files of every colour type, bit depth and interlace method. Checksums are verified; 16-bit samples are rounded to 8;
/// palettes and transparency are expanded. Colour-management chunks are not applied.
/// </summary>
public static class PngReader
{
    /// <summary>Largest picture accepted, so that a small hostile file cannot ask for all memory.</summary>
    public const int MaximumPixels = 1 << 26;

    /// <summary>Whether the bytes begin like a PNG file.</summary>
    /// <param name="bytes">The start of a file.</param>
    public static bool Matches(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Png.Signature);

    /// <summary>Decodes a file.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <exception cref="DataException">The file is damaged, too large or not a PNG file.</exception>
    public static RasterImage Decode(ReadOnlyMemory<byte> bytes, string name)
    {
        try
        {
            return DecodeCore(bytes.Span);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new DataException($"Cannot read {name} as PNG: {e.Message}", e);
        }
    }

    private static RasterImage DecodeCore(ReadOnlySpan<byte> file)
    {
        if (!Matches(file))
            throw new InvalidDataException("it does not start with the PNG signature.");
        var position = Png.Signature.Length;
        Header? header = null;
        ReadOnlySpan<byte> palette = [], transparency = [];
        using var compressed = new MemoryStream();
        while (true)
        {
            if (file.Length - position < 12)
                throw new InvalidDataException($"it ends after {file.Length} bytes, before its last chunk.");
            var length = BinaryPrimitives.ReadUInt32BigEndian(file[position..]);
            if (length > (uint)(file.Length - position - 12))
                throw new InvalidDataException($"a chunk at byte {position} claims {length} bytes and the file ends before.");
            var type = file.Slice(position + 4, 4);
            var data = file.Slice(position + 8, (int)length);
            if (Crc32.Of(file.Slice(position + 4, 4 + (int)length)) != BinaryPrimitives.ReadUInt32BigEndian(file[(position + 8 + (int)length)..]))
                throw new InvalidDataException($"the checksum of the chunk at byte {position} is wrong.");
            position += 12 + (int)length;
            if (header is null != type.SequenceEqual("IHDR"u8))
                throw new InvalidDataException(header is null ? "its first chunk is not IHDR." : "it has two IHDR chunks.");
            if (type.SequenceEqual("IHDR"u8))
                header = Header.Parse(data);
            else if (type.SequenceEqual("PLTE"u8))
                palette = data;
            else if (type.SequenceEqual("tRNS"u8))
                transparency = data;
            else if (type.SequenceEqual("IDAT"u8))
                compressed.Write(data);
            else if (type.SequenceEqual("IEND"u8))
                break;
            else if ((type[0] & 0x20) == 0)
                throw new InvalidDataException("it has a critical chunk of unknown type.");
        }
        if (header!.ColourType == 3 && (palette.Length == 0 || palette.Length % 3 != 0 || palette.Length > 768))
            throw new InvalidDataException("its palette is missing or has a wrong length.");
        compressed.Position = 0;
        if (header.Depth == 8 && !header.Interlaced && header.ColourType != 3 && transparency.Length == 0)
            return UnpackBytes(header, compressed);
        return Expand(header, Unpack(header, compressed), palette, transparency);
    }

    // The common case, in which rows are pixels as they come.
    private static RasterImage UnpackBytes(Header header, Stream compressed)
    {
        using var zlib = new ZLibStream(compressed, CompressionMode.Decompress);
        var image = new RasterImage(header.Width, header.Height, header.Samples);
        byte[] row = new byte[image.Stride + 1], above = new byte[image.Stride + 1];
        for (var y = 0; y < header.Height; y++)
        {
            ReadRow(zlib, row);
            Unfilter(row, above, header.Samples);
            row.AsSpan(1).CopyTo(image.Pixels.AsSpan(y * image.Stride));
            (row, above) = (above, row);
        }
        return image;
    }

    private static void ReadRow(Stream zlib, byte[] row)
    {
        try
        {
            zlib.ReadExactly(row);
        }
        catch (EndOfStreamException)
        {
            throw new InvalidDataException("its image data ends early.");
        }
    }

    // Inflates, undoes the row filters and, for Adam7, puts the seven passes in place: one 16-bit sample per channel and pixel.
    private static ushort[] Unpack(Header header, Stream compressed)
    {
        using var zlib = new ZLibStream(compressed, CompressionMode.Decompress);
        var samples = new ushort[header.Width * header.Height * header.Samples];
        ReadOnlySpan<(int X, int Y, int DX, int DY)> passes = header.Interlaced
            ? [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
            : [(0, 0, 1, 1)];
        var pixelBytes = Math.Max(1, header.Samples * header.Depth / 8);
        foreach (var (x0, y0, dx, dy) in passes)
        {
            var width = (header.Width - x0 + dx - 1) / dx;
            var height = (header.Height - y0 + dy - 1) / dy;
            if (width <= 0 || height <= 0)
                continue;
            var stride = ((width * header.Samples * header.Depth) + 7) / 8;
            byte[] row = new byte[stride + 1], above = new byte[stride + 1];
            for (var y = 0; y < height; y++)
            {
                ReadRow(zlib, row);
                Unfilter(row, above, pixelBytes);
                var target = (((y0 + (y * dy)) * header.Width) + x0) * header.Samples;
                for (var x = 0; x < width; x++, target += dx * header.Samples)
                {
                    for (var s = 0; s < header.Samples; s++)
                        samples[target + s] = Sample(row, (x * header.Samples) + s, header.Depth);
                }
                (row, above) = (above, row);
            }
        }
        return samples;
    }

    private static ushort Sample(byte[] row, int index, int depth) => depth switch
    {
        8 => row[1 + index],
        16 => (ushort)((row[1 + (2 * index)] << 8) | row[2 + (2 * index)]),
        _ => (ushort)((row[1 + (index * depth / 8)] >> (8 - depth - (index * depth % 8))) & ((1 << depth) - 1)),
    };

    // One loop per filter type: this is where the time goes.
    private static void Unfilter(byte[] row, byte[] above, int pixel)
    {
        switch (row[0])
        {
            case 0:
                break;
            case 1:
                for (var i = pixel + 1; i < row.Length; i++)
                    row[i] += row[i - pixel];
                break;
            case 2:
                for (var i = 1; i < row.Length; i++)
                    row[i] += above[i];
                break;
            case 3:
                for (var i = 1; i < row.Length; i++)
                    row[i] += (byte)(((i <= pixel ? 0 : row[i - pixel]) + above[i]) >> 1);
                break;
            case 4:
                for (var i = 1; i < row.Length; i++)
                    row[i] += i <= pixel ? above[i] : Png.Paeth(row[i - pixel], above[i], above[i - pixel]);
                break;
            default:
                throw new InvalidDataException($"a row has filter type {row[0]}; 0 to 4 exist.");
        }
    }

    private static RasterImage Expand(Header header, ushort[] samples, ReadOnlySpan<byte> palette, ReadOnlySpan<byte> transparency)
    {
        var count = header.Width * header.Height;
        if (header.ColourType == 3)
            return ExpandPalette(header, samples, palette, transparency);
        // tRNS of a picture without alpha names the one colour that is transparent.
        var key = header.ColourType is 0 or 2 && transparency.Length >= 2 * header.Samples;
        var channels = header.Samples + (key ? 1 : 0);
        var image = new RasterImage(header.Width, header.Height, channels);
        var maximum = (1 << header.Depth) - 1;
        for (var i = 0; i < count; i++)
        {
            var transparent = key;
            for (var s = 0; s < header.Samples; s++)
            {
                var value = samples[(i * header.Samples) + s];
                transparent = transparent && value == BinaryPrimitives.ReadUInt16BigEndian(transparency[(2 * s)..]);
                image.Pixels[(i * channels) + s] = (byte)(((value * 255) + (maximum / 2)) / maximum);
            }
            if (key)
                image.Pixels[(i * channels) + channels - 1] = transparent ? (byte)0 : (byte)255;
        }
        return image;
    }

    private static RasterImage ExpandPalette(
        Header header, ushort[] samples, ReadOnlySpan<byte> palette, ReadOnlySpan<byte> transparency)
    {
        var channels = transparency.Length > 0 ? 4 : 3;
        var image = new RasterImage(header.Width, header.Height, channels);
        for (var i = 0; i < samples.Length; i++)
        {
            int index = samples[i];
            if (index >= palette.Length / 3)
                throw new InvalidDataException($"a pixel has colour {index} of a palette of {palette.Length / 3}.");
            palette.Slice(3 * index, 3).CopyTo(image.Pixels.AsSpan(i * channels));
            if (channels == 4)
                image.Pixels[(i * 4) + 3] = index < transparency.Length ? transparency[index] : (byte)255;
        }
        return image;
    }

    private sealed record Header(int Width, int Height, int Depth, int ColourType, bool Interlaced)
    {
        public int Samples => ColourType switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };

        public static Header Parse(ReadOnlySpan<byte> data)
        {
            if (data.Length != 13)
                throw new InvalidDataException("its IHDR chunk has a wrong length.");
            var width = BinaryPrimitives.ReadInt32BigEndian(data);
            var height = BinaryPrimitives.ReadInt32BigEndian(data[4..]);
            if (width <= 0 || height <= 0 || (long)width * height > MaximumPixels)
                throw new InvalidDataException($"{width}×{height} pixels are outside 1 to {MaximumPixels}.");
            var valid = (data[9], data[8]) is (0, 1 or 2 or 4 or 8 or 16) or (2 or 4 or 6, 8 or 16) or (3, 1 or 2 or 4 or 8);
            if (!valid || data[10] != 0 || data[11] != 0 || data[12] > 1)
                throw new InvalidDataException($"colour type {data[9]} with {data[8]} bits is not defined.");
            return new Header(width, height, data[8], data[9], data[12] == 1);
        }
    }
}
