using SkiaSharp;

namespace GanBench.Imaging.Tiff;

/// <summary>What the samples of a TIFF file's first page are and how they lie in it, checked.</summary>
internal sealed class TiffLayout
{
    private const int LargestTile = 1 << 22, FloatingPredictor = 3;

    // A tile or strip that decodes without an end is not known of these; the others are old, rare or proprietary.
    private static readonly Dictionary<long, string> Compressions = new()
    {
        [1] = "none", [2] = "CCITT", [3] = "CCITT", [4] = "CCITT", [5] = "LZW", [7] = "JPEG", [8] = "deflate", [32773] = "PackBits",
        [32946] = "deflate",
    };

    private readonly long _compression;

    /// <summary>Checks a directory.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="fileLength">Bytes in the file.</param>
    /// <exception cref="InvalidDataException">The picture is too large, cut short or of a kind that is not read.</exception>
    public TiffLayout(TiffDirectory directory, int fileLength)
    {
        Width = (int)Math.Min(directory.First(TiffField.Width, 0), int.MaxValue);
        Height = (int)Math.Min(directory.First(TiffField.Height, 0), int.MaxValue);
        ImageFile.CheckSize(Width, Height);
        (Bits, Samples) = ((int)directory.First(TiffField.BitsPerSample, 1), (int)directory.First(TiffField.SamplesPerPixel, 1));
        (_compression, Photometric) = (directory.First(TiffField.Compression, 1), directory.First(TiffField.Photometric, -1));
        IsPlanar = directory.First(TiffField.PlanarConfiguration, 1) == 2;
        ColourMap = directory[TiffField.ColourMap].ToArray();
        Origin = (SKEncodedOrigin)directory.First(TiffField.Orientation, 1);
        (TileWidth, TileHeight) =
            ((int)directory.First(TiffField.TileWidth, 0), (int)directory.First(TiffField.TileLength, 0));
        CheckKind(directory);
        AlphaIs = Alpha(directory[TiffField.ExtraSamples]);
        CheckParts(directory, fileLength);
    }

    /// <summary>Pixels per row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Bits per sample: 1, 2, 4, 8 or 16.</summary>
    public int Bits { get; }

    /// <summary>Samples per pixel, those that are not looked at too.</summary>
    public int Samples { get; }

    /// <summary>Whether each sample has a plane of its own.</summary>
    public bool IsPlanar { get; }

    /// <summary>What the samples mean: 0 white is zero, 1 black is zero, 2 RGB, 3 palette, 5 CMYK, 6 YCbCr.</summary>
    public long Photometric { get; }

    /// <summary>Whether JPEG stores YCbCr, which LibTiff turns into RGB when asked to.</summary>
    public bool IsJpegYCbCr => _compression == 7 && Photometric == 6;

    /// <summary>The palette: all reds, then greens, then blues, of 16 bits.</summary>
    public long[] ColourMap { get; }

    /// <summary>Edges of the first row and column as the picture is to be seen.</summary>
    public SKEncodedOrigin Origin { get; }

    /// <summary>Columns of a tile; 0 when there are strips.</summary>
    public int TileWidth { get; }

    /// <summary>Rows of a tile; 0 when there are strips.</summary>
    public int TileHeight { get; }

    /// <summary>What the sample behind the colours is: 0 no alpha, 1 alpha that the colours are multiplied with, 2 alpha.</summary>
    public int AlphaIs { get; }

    /// <summary>Samples that are colours: 1, 3 or 4.</summary>
    public int Colours => Photometric switch { 2 or 6 => 3, 5 => 4, _ => 1 };

    /// <summary>Samples to read: the colours and alpha.</summary>
    public int Stored => Colours + (AlphaIs > 0 ? 1 : 0);

    /// <summary>Channels of the picture.</summary>
    public int Channels => (Photometric is 0 or 1 ? 1 : 3) + (AlphaIs > 0 ? 1 : 0);

    private void CheckKind(TiffDirectory directory)
    {
        if (!Compressions.TryGetValue(_compression, out var compression))
            throw new InvalidDataException($"its compression ({_compression}) is not read; save it with LZW or deflate.");
        if (Photometric is not (0 or 1 or 2 or 3 or 5 or 6) || (Photometric == 6 && (!IsJpegYCbCr || IsPlanar)))
            throw new InvalidDataException($"its colours ({Photometric} in field 262) are not read; save it as RGB or grey.");
        foreach (var bits in directory[TiffField.BitsPerSample])
        {
            if (bits != Bits || bits is not (1 or 2 or 4 or 8 or 16) || (Photometric == 3 && bits == 16))
                throw new InvalidDataException($"its samples of {bits} bits are not read; save it with 8 or 16 bits.");
        }
        foreach (var format in directory[TiffField.SampleFormat])
        {
            if (format is not (1 or 4))
                throw new InvalidDataException("its samples are signed or floating-point; save it with 8 or 16 bits.");
        }
        if (directory.First(TiffField.Predictor, 1) == FloatingPredictor)
            throw new InvalidDataException("its predictor is that of floating-point samples.");
        const int Most = 8;
        if (Samples < Colours || Samples > Most)
            throw new InvalidDataException($"{Samples} samples a pixel do not fit its colours.");
        if (Photometric == 3 && ColourMap.Length != 3 << Bits)
            throw new InvalidDataException($"its palette has {ColourMap.Length} numbers, not {3 << Bits}.");
        if (compression == "CCITT" && (Bits != 1 || Samples != 1))
            throw new InvalidDataException("only black and white can be compressed as it says.");
        if (compression == "JPEG" && Bits != 8)
            throw new InvalidDataException("JPEG has 8 bits a sample here.");
    }

    // Without the field, a fourth sample of RGB is alpha: so do Pillow and files of old programs.
    private int Alpha(ReadOnlySpan<long> extra) => Samples == Colours || Colours == 4 ? 0
        : extra.IsEmpty ? Colours == 3 && Samples == 4 ? 2 : 0
        : extra[0] is 1 or 2 ? (int)extra[0] : 0;

    // Every strip or tile lies in the file, and there are as many as the picture has.
    private void CheckParts(TiffDirectory directory, int fileLength)
    {
        var tiled = TileWidth != 0;
        if (tiled && (TileWidth < 0 || TileHeight <= 0 || (long)TileWidth * TileHeight > Math.Max(LargestTile, 2L * Width * Height)))
            throw new InvalidDataException($"tiles of {TileWidth}×{TileHeight} pixels do not fit a picture of {Width}×{Height}.");
        var rows = Math.Clamp(directory.First(TiffField.RowsPerStrip, Height), 0, Height);
        if (!tiled && rows == 0)
            throw new InvalidDataException("its strips have no rows.");
        var parts = (tiled ? Ratio(Width, TileWidth) * Ratio(Height, TileHeight) : Ratio(Height, rows)) * (IsPlanar ? Samples : 1);
        var offsets = directory[tiled ? TiffField.TileOffsets : TiffField.StripOffsets];
        var counts = directory[tiled ? TiffField.TileByteCounts : TiffField.StripByteCounts];
        if (offsets.Length < parts || counts.Length < parts)
            throw new InvalidDataException($"it has {Math.Min(offsets.Length, counts.Length)} of {parts} strips or tiles.");
        for (var i = 0; i < parts; i++)
        {
            if (counts[i] == 0 || counts[i] > fileLength || offsets[i] > fileLength - counts[i])
                throw new InvalidDataException("it ends early: pixels are said to lie behind the end.");
        }
    }

    private static long Ratio(long whole, long part) => (whole + part - 1) / part;
}
