using System.Buffers.Binary;
using System.IO.Compression;
using GanBench.Storage;

namespace GanBench.Imaging;

/// <summary>Writes 8-bit PNG files: grey, grey and alpha, RGB, RGB and alpha.</summary>
public static class PngWriter
{
    /// <summary>Writes a file; it appears whole or not at all.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="image">The picture.</param>
    /// <exception cref="EnvironmentException">The file cannot be written.</exception>
    public static void Save(string path, RasterImage image) => AtomicFile.WriteAllBytes(path, Encode(image));

    /// <summary>The bytes of a PNG file.</summary>
    /// <param name="image">The picture.</param>
    public static byte[] Encode(RasterImage image)
    {
        using var stream = new MemoryStream();
        stream.Write(Png.Signature);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, image.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], image.Height);
        header[8] = 8;
        // Colour type by number of channels: 0 grey, 4 grey and alpha, 2 RGB, 6 RGB and alpha.
        header[9] = (byte)(image.Channels switch { 1 => 0, 2 => 4, 3 => 2, _ => 6 });
        header[10] = header[11] = header[12] = 0;
        Png.WriteChunk(stream, "IHDR"u8, header);
        Png.WriteChunk(stream, "IDAT"u8, Compress(image));
        Png.WriteChunk(stream, "IEND"u8, []);
        return stream.ToArray();
    }

    private static byte[] Compress(RasterImage image)
    {
        using var output = new MemoryStream();
        using (var zlib = new ZLibStream(output, CompressionLevel.Optimal, leaveOpen: true))
        {
            var stride = image.Stride;
            var zero = new byte[stride];
            var candidate = new byte[stride + 1];
            var best = new byte[stride + 1];
            for (var y = 0; y < image.Height; y++)
            {
                var row = image.Pixels.AsSpan(y * stride, stride);
                var above = y == 0 ? zero : image.Pixels.AsSpan((y - 1) * stride, stride);
                var bestCost = long.MaxValue;
                for (byte filter = 0; filter <= 4; filter++)
                {
                    var cost = Filter(filter, row, above, image.Channels, candidate);
                    if (cost >= bestCost)
                        continue;
                    bestCost = cost;
                    (best, candidate) = (candidate, best);
                }
                zlib.Write(best);
            }
        }
        return output.ToArray();
    }

    // The specification's heuristic: the filter whose output, read as signed bytes, has the least sum of absolute values.
    private static long Filter(byte filter, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int pixel, Span<byte> output)
    {
        output[0] = filter;
        var cost = 0L;
        for (var i = 0; i < row.Length; i++)
        {
            int left = i < pixel ? 0 : row[i - pixel], up = above[i], upperLeft = i < pixel ? 0 : above[i - pixel];
            var value = (byte)(row[i] - filter switch
            {
                1 => left,
                2 => up,
                3 => (left + up) >> 1,
                4 => Png.Paeth(left, up, upperLeft),
                _ => 0,
            });
            output[i + 1] = value;
            cost += Math.Abs((int)(sbyte)value);
        }
        return cost;
    }
}
