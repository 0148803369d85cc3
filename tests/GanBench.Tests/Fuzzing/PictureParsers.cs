using System.Buffers.Binary;
using System.IO.Hashing;
using GanBench.Imaging;
using GanBench.Testing.Fuzzing;
using GanBench.Tests.Imaging;

namespace GanBench.Tests.Fuzzing;

/// <summary>Readers of pictures.</summary>
public static class PictureParsers
{
    private const int Side = 12;

    private static readonly RasterImage Picture = FormatTests.Gradient(Side, Side);

    /// <summary>One for each format.</summary>
    public static IReadOnlyList<FuzzedParser> All { get; } =
    [
        Of("png", () =>
        [
            PngWriter.Encode(Picture),
            PictureBytes.Png(2, 2, 16, 0, [0, 1, 2, 3, 4, 0, 5, 6, 7, 8]),
            PictureBytes.Png(2, 2, 8, 6, [0, 1, 2, 3, 4, 5, 6, 7, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8]),
            .. ImagingGolden.Imaging.Png.Select(p => p.File).Where(f => f.Length < 2000),
        ]) with { Repair = FixPngChecksums },
        Of("jpeg", () =>
        [
            PictureBytes.Jpeg(Picture), PictureBytes.WithOrientation(PictureBytes.Jpeg(Picture), 6),
            ImagingGolden.Imaging.CmykJpeg[0].File,
        ]),
        Of("webp", () =>
        [
            PictureBytes.WebP(Picture), PictureBytes.WebP(Picture, lossless: false),
            PictureBytes.AnimatedWebP(Side, Side, PictureBytes.WebP(Picture), PictureBytes.WebP(Picture)),
        ]),
        Of("gif", () =>
        [
            PictureBytes.Gif(8, 8, Frame()), PictureBytes.Gif(8, 8, Frame() with { Transparent = 1 }, Frame()),
        ]),
        Of("bmp", () => [PictureBytes.Bmp(Picture)]),
        Of("tiff", () => [.. ImagingGolden.Imaging.Tiff.Select(p => p.File).OrderBy(f => f.Length).Take(12)]),
        Of("pnm", () =>
        [
            [.. "P6 12 12 255\n"u8, .. Picture.Pixels], [.. "P5 2 2 65535\n"u8, 1, 2, 3, 4, 5, 6, 7, 8],
            "P2 2 2 9\n1 2\n3 # four\n4"u8.ToArray(),
        ]),
    ];

    /// <summary>A reader of one format.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="seeds">Makes whole files.</param>
    public static FuzzedParser Of(string name, Func<IReadOnlyList<byte[]>> seeds) => new(name, new(seeds), (bytes, _) =>
    {
        ImageFile.Inspect(bytes, "fuzzed");
        ImageFile.Decode(bytes, "fuzzed");
        ImageFile.Decode(bytes, "fuzzed", new PictureRules());
    })
    {
        // Each of the two readings may hold the largest picture twice with alpha and once without.
        MostBytes = 2L * (4 + 4 + 3) * ImageFile.MaximumPixels,
    };

    private static PictureBytes.GifFrame Frame() => new(0, 0, 8, 8, [.. Enumerable.Range(0, 64).Select(i => (byte)(2 * i))]);

    private static void FixPngChecksums(byte[] file)
    {
        // Length, type, content, checksum of type and content.
        for (var at = 8; at + 12 <= file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            if (length < 0 || length > file.Length - at - 12)
                return;
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(at + 8 + length), Crc32.HashToUInt32(file.AsSpan(at + 4, length + 4)));
            at += length + 12;
        }
    }
}
