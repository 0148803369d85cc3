using System.Buffers.Binary;

namespace GanBench.Imaging;

/// <summary>
/// The formats of Netpbm, P1 to P6: bitmaps, grey and RGB as text or binary, of up to 16 bits per sample, which become v · 255 / maximum,
/// rounded. Of several pictures in a file the first is read.
/// </summary>
internal static class PnmFile
{
    private const int LargestMaximum = 65535;

    /// <summary>Whether a file begins like one.</summary>
    /// <param name="file">The file, or its beginning.</param>
    public static bool Matches(ReadOnlySpan<byte> file) =>
        file.Length > 2 && file[0] == 'P' && file[1] is >= (byte)'1' and <= (byte)'6' && (IsSpace(file[2]) || file[2] == '#');

    /// <summary>Reads what a file says of its picture.</summary>
    /// <param name="file">The whole file.</param>
    /// <exception cref="InvalidDataException">The header is damaged, or the file cut short or too large.</exception>
    public static PictureInfo Inspect(ReadOnlyMemory<byte> file)
    {
        var header = Header.Read(file.Span);
        return new PictureInfo(header.Width, header.Height, header.Channels);
    }

    /// <summary>Decodes a file to grey or RGB.</summary>
    /// <param name="file">The whole file.</param>
    /// <exception cref="InvalidDataException">The file is damaged, cut short or too large.</exception>
    public static StoredPicture Decode(ReadOnlyMemory<byte> file)
    {
        var header = Header.Read(file.Span);
        var image = new RasterImage(header.Width, header.Height, header.Channels);
        var data = file.Span[header.DataAt..];
        if (header.IsText)
            ReadText(file.Span, header, image.Pixels);
        else if (header.IsBitmap)
            ReadBits(data, header.Width, image.Pixels);
        else
            ReadBytes(data, header.Maximum, image.Pixels);
        return new StoredPicture(image);
    }

    // 1 is black. Rows begin at whole bytes.
    private static void ReadBits(ReadOnlySpan<byte> data, int width, Span<byte> pixels)
    {
        var stride = (width + 7) / 8;
        for (var i = 0; i < pixels.Length; i++)
        {
            var (y, x) = int.DivRem(i, width);
            pixels[i] = (data[(y * stride) + (x >> 3)] >> (7 - (x & 7)) & 1) == 0 ? (byte)255 : (byte)0;
        }
    }

    // A sample above the maximum is taken for it, as in Pillow.
    private static void ReadBytes(ReadOnlySpan<byte> data, int maximum, Span<byte> pixels)
    {
        for (var i = 0; i < pixels.Length; i++)
        {
            var value = maximum > 255 ? BinaryPrimitives.ReadUInt16BigEndian(data[(2 * i)..]) : data[i];
            pixels[i] = Scale(Math.Min(value, maximum), maximum);
        }
    }

    private static void ReadText(ReadOnlySpan<byte> file, Header header, Span<byte> pixels)
    {
        var at = header.DataAt;
        for (var i = 0; i < pixels.Length; i++)
        {
            // The digits of a bitmap need no space between them.
            var value = Number(file, ref at, digits: header.IsBitmap ? 1 : int.MaxValue);
            if (value > header.Maximum)
                throw new InvalidDataException($"sample {i + 1} is {value} and the largest allowed is {header.Maximum}.");
            pixels[i] = header.IsBitmap ? (byte)(255 * (1 - value)) : Scale(value, header.Maximum);
        }
    }

    private static byte Scale(int value, int maximum) => (byte)(((value * 255L) + (maximum / 2)) / maximum);

    private static bool IsSpace(byte value) => value is (byte)' ' or (>= 9 and <= 13);

    private static int Number(ReadOnlySpan<byte> file, ref int at, int digits)
    {
        while (at < file.Length && (IsSpace(file[at]) || file[at] == '#'))
        {
            if (file[at] == '#')
            {
                var line = file[at..].IndexOfAny((byte)'\n', (byte)'\r');
                at = line < 0 ? file.Length : at + line;
            }
            else
            {
                at++;
            }
        }
        if (at >= file.Length)
            throw new InvalidDataException("it ends early.");
        var (start, value) = (at, 0);
        for (; at < file.Length && at - start < digits && file[at] is >= (byte)'0' and <= (byte)'9'; at++)
            value = Math.Min((value * 10) + file[at] - '0', 100_000_000);
        return at > start ? value : throw new InvalidDataException($"at byte {at} there is no number.");
    }

    /// <summary>What stands before the samples.</summary>
    private readonly record struct Header(char Kind, int Width, int Height, int Maximum, int DataAt)
    {
        public bool IsText => Kind is '1' or '2' or '3';

        public bool IsBitmap => Kind is '1' or '4';

        public int Channels => Kind is '3' or '6' ? 3 : 1;

        public static Header Read(ReadOnlySpan<byte> file)
        {
            var at = 2;
            var (width, height) = (Number(file, ref at, int.MaxValue), Number(file, ref at, int.MaxValue));
            ImageFile.CheckSize(width, height);
            var kind = (char)file[1];
            var maximum = kind is '1' or '4' ? 1 : Number(file, ref at, int.MaxValue);
            if (maximum is < 1 or > LargestMaximum)
                throw new InvalidDataException($"its largest sample is said to be {maximum}; 1 to {LargestMaximum} is possible.");
            // One space separates binary samples from the header.
            var header = new Header(kind, width, height, maximum, kind < '4' ? at : at + 1);
            // Each sample of text takes a byte at least, so a small file cannot ask for much memory.
            var samples = (long)width * height * header.Channels;
            var needed = kind switch
            {
                '4' => (width + 7) / 8 * (long)height,
                '5' or '6' => samples * (maximum > 255 ? 2 : 1),
                '1' => samples,
                _ => (2 * samples) - 1,
            };
            return file.Length - header.DataAt >= needed ? header : throw new InvalidDataException("it ends early.");
        }
    }
}
