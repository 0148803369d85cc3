using System.Runtime.InteropServices;
using BitMiracle.LibTiff.Classic;
using SkiaSharp;
using LibTiff = BitMiracle.LibTiff.Classic.Tiff;

namespace GanBench.Imaging.Tiff;

/// <summary>
/// TIFF files: the first page, grey, RGB, palette or CMYK of up to 16 bits per sample, in strips or tiles, uncompressed or compressed by
/// CCITT, LZW, deflate, PackBits or JPEG, which LibTiff.NET undoes. The picture is turned as the file says.
/// </summary>
internal static class TiffFile
{
    /// <summary>Whether a file begins like one.</summary>
    /// <param name="file">The file, or its beginning.</param>
    public static bool Matches(ReadOnlySpan<byte> file) => TiffDirectory.Matches(file);

    /// <summary>Reads what a file says of its picture.</summary>
    /// <param name="file">The whole file.</param>
    /// <exception cref="InvalidDataException">The file is damaged, cut short, too large or of a kind that is not read.</exception>
    public static PictureInfo Inspect(ReadOnlyMemory<byte> file)
    {
        var layout = Layout(file);
        return layout.Origin is >= SKEncodedOrigin.LeftTop and <= SKEncodedOrigin.LeftBottom
            ? new PictureInfo(layout.Height, layout.Width, layout.Channels)
            : new PictureInfo(layout.Width, layout.Height, layout.Channels);
    }

    /// <summary>Decodes a file to grey or RGB, with or without alpha.</summary>
    /// <param name="file">The whole file.</param>
    /// <exception cref="InvalidDataException">The file is damaged, cut short, too large or of a kind that is not read.</exception>
    public static StoredPicture Decode(ReadOnlyMemory<byte> file)
    {
        var layout = Layout(file);
        var reader = new TiffStreamReader(file);
        try
        {
            using var tiff = reader.Open() ?? throw Damaged(reader);
            RequireAgreement(tiff, layout, file.Length);
            if (layout.IsJpegYCbCr)
                tiff.SetField(TiffTag.JPEGCOLORMODE, JpegColorMode.RGB);
            var samples = new byte[layout.Width * layout.Height * layout.Stored];
            for (var plane = 0; plane < (layout.IsPlanar ? layout.Stored : 1); plane++)
            {
                if (!(layout.TileWidth > 0 ? ReadTiles(tiff, layout, plane, samples) : ReadRows(tiff, layout, plane, samples))
                    || reader.Complaint is not null)
                    throw Damaged(reader);
            }
            return new StoredPicture(Orientation.Upright(TiffColours.Convert(samples, layout), layout.Origin));
        }
        // Hostile data shows as whatever LibTiff.NET's code meets first.
        catch (Exception e) when (e is not (InvalidDataException or GanBenchException or OutOfMemoryException))
        {
            throw new InvalidDataException("its content is damaged.", e);
        }
    }

    private static TiffLayout Layout(ReadOnlyMemory<byte> file) => new(TiffDirectory.Read(file.Span), file.Length);

    // LibTiff reads an odd directory its own way, and guesses where lengths are missing; what was checked must be what it goes by.
    private static void RequireAgreement(LibTiff tiff, TiffLayout layout, int fileLength)
    {
        var tiled = layout.TileWidth > 0;
        int Value(TiffTag tag) => tiff.GetFieldDefaulted(tag)[0].ToInt();
        var lengths = tiff.GetField(tiled ? TiffTag.TILEBYTECOUNTS : TiffTag.STRIPBYTECOUNTS)[0].TolongArray();
        if (Value(TiffTag.IMAGEWIDTH) != layout.Width || Value(TiffTag.IMAGELENGTH) != layout.Height || tiff.IsTiled() != tiled
            || Value(TiffTag.BITSPERSAMPLE) != layout.Bits || Value(TiffTag.SAMPLESPERPIXEL) != layout.Samples
            || (tiled && (Value(TiffTag.TILEWIDTH) != layout.TileWidth || Value(TiffTag.TILELENGTH) != layout.TileHeight))
            || Array.Exists(lengths, length => length < 0 || length > fileLength))
            throw new InvalidDataException("its directory contradicts itself.");
    }

    private static InvalidDataException Damaged(TiffStreamReader reader) =>
        new(reader.Complaint is { } complaint ? $"its content is damaged ({complaint})." : "its content is damaged.");

    private static bool ReadRows(LibTiff tiff, TiffLayout layout, int plane, byte[] samples)
    {
        var row = new byte[Math.Max(tiff.ScanlineSize(), RowBytes(layout, layout.Width))];
        for (var y = 0; y < layout.Height; y++)
        {
            if (!tiff.ReadScanline(row, y, (short)plane))
                return false;
            Unpack(row, layout, plane, layout.Width, samples.AsSpan(y * layout.Width * layout.Stored));
        }
        return true;
    }

    private static bool ReadTiles(LibTiff tiff, TiffLayout layout, int plane, byte[] samples)
    {
        var stride = RowBytes(layout, layout.TileWidth);
        var tile = new byte[Math.Max(tiff.TileSize(), stride * layout.TileHeight)];
        for (var top = 0; top < layout.Height; top += layout.TileHeight)
        {
            for (var left = 0; left < layout.Width; left += layout.TileWidth)
            {
                if (tiff.ReadTile(tile, 0, left, top, 0, (short)plane) < 0)
                    return false;
                for (var y = top; y < Math.Min(top + layout.TileHeight, layout.Height); y++)
                {
                    Unpack(tile.AsSpan((y - top) * stride), layout, plane, Math.Min(layout.TileWidth, layout.Width - left),
                        samples.AsSpan(((y * layout.Width) + left) * layout.Stored));
                }
            }
        }
        return true;
    }

    private static int RowBytes(TiffLayout layout, int width) =>
        checked((int)((((long)width * (layout.IsPlanar ? 1 : layout.Samples) * layout.Bits) + 7) / 8));

    // One row of packed samples to bytes. LibTiff has put samples of 16 bits into this machine's order.
    private static void Unpack(ReadOnlySpan<byte> row, TiffLayout layout, int plane, int width, Span<byte> destination)
    {
        var (perPixel, wanted, first) = layout.IsPlanar ? (1, 1, plane) : (layout.Samples, layout.Stored, 0);
        var largest = (1 << layout.Bits) - 1;
        var words = MemoryMarshal.Cast<byte, ushort>(row);
        for (var x = 0; x < width; x++)
        {
            for (var c = 0; c < wanted; c++)
            {
                var i = (x * perPixel) + c;
                var value = layout.Bits switch
                {
                    8 => row[i],
                    16 => words[i],
                    _ => row[i * layout.Bits >> 3] >> (8 - layout.Bits - (i * layout.Bits & 7)) & largest,
                };
                destination[(x * layout.Stored) + first + c] = layout.Bits == 8 || layout.Photometric == 3
                    ? (byte)value : (byte)(((value * 255) + (largest / 2)) / largest);
            }
        }
    }
}
