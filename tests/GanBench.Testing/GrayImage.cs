using System.Globalization;
using System.Text;

namespace GanBench.Testing;

/// <summary>A grey picture and how alike two of them are.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Pixels">Rows one after the other, 0 black to 255 white.</param>
public sealed record GrayImage(int Width, int Height, byte[] Pixels)
{
    private const int Window = 8;
    private const int Stride = 4;

    // Constants of the SSIM paper for 8-bit pictures: (0.01 · 255)² and (0.03 · 255)².
    private const double C1 = 6.5025;
    private const double C2 = 58.5225;

    /// <summary>Reads a binary PGM file, as <c>pdftoppm -gray</c> writes it.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="FormatException">It is not an 8-bit binary PGM.</exception>
    public static GrayImage ReadPgm(string file)
    {
        var bytes = File.ReadAllBytes(file);
        var at = 0;
        if (Token() != "P5")
            throw new FormatException($"{file} is not a binary PGM.");
        var width = int.Parse(Token(), CultureInfo.InvariantCulture);
        var height = int.Parse(Token(), CultureInfo.InvariantCulture);
        if (Token() != "255" || bytes.Length - at < width * height)
            throw new FormatException($"{file} is not a whole 8-bit PGM.");
        return new GrayImage(width, height, bytes[at..(at + (width * height))]);

        string Token()
        {
            var start = at;
            while (!char.IsWhiteSpace((char)bytes[at]))
                at++;
            return Encoding.ASCII.GetString(bytes, start, at++ - start);
        }
    }

    /// <summary>
    /// Mean structural similarity (Wang et al. 2004, equation 13) over uniform 8×8 windows four pixels apart: 1 for equal pictures,
    /// lower the less alike they are.
    /// </summary>
    /// <param name="other">A picture of the same size.</param>
    /// <exception cref="ArgumentException">The sizes differ, or are below 8×8.</exception>
    public double Similarity(GrayImage other)
    {
        if (Width != other.Width || Height != other.Height)
            throw new ArgumentException($"A {Width}×{Height} picture cannot be compared with one of {other.Width}×{other.Height}.");
        if (Width < Window || Height < Window)
            throw new ArgumentException($"A {Width}×{Height} picture is smaller than the {Window}×{Window} window.");
        double sum = 0;
        var count = 0;
        for (var y = 0; y + Window <= Height; y += Stride)
        {
            for (var x = 0; x + Window <= Width; x += Stride, count++)
                sum += WindowSimilarity(other, x, y);
        }
        return sum / count;
    }

    private double WindowSimilarity(GrayImage other, int left, int top)
    {
        const double n = Window * Window;
        double a = 0, b = 0, aa = 0, bb = 0, ab = 0;
        for (var y = top; y < top + Window; y++)
        {
            for (var x = left; x < left + Window; x++)
            {
                double p = Pixels[(y * Width) + x];
                double q = other.Pixels[(y * Width) + x];
                a += p;
                b += q;
                aa += p * p;
                bb += q * q;
                ab += p * q;
            }
        }
        a /= n;
        b /= n;
        var varianceA = (aa / n) - (a * a);
        var varianceB = (bb / n) - (b * b);
        var covariance = (ab / n) - (a * b);
        return ((2 * a * b) + C1) * ((2 * covariance) + C2) / (((a * a) + (b * b) + C1) * (varianceA + varianceB + C2));
    }
}
