namespace GanBench.Imaging;

/// <summary>The filters of Pillow's <c>Image.resize</c>, by their names there.</summary>
public enum ResizeFilter
{
    /// <summary>Mean of the pixels covered.</summary>
    Box,

    /// <summary>Triangle of radius 1.</summary>
    Bilinear,

    /// <summary>Cubic convolution with a = −0.5, radius 2.</summary>
    Bicubic,

    /// <summary>Windowed sinc of radius 3.</summary>
    Lanczos,
}

/// <summary>Shapes of the filters.</summary>
internal static class ResizeFilters
{
    /// <summary>Radius in source pixels at scale 1.</summary>
    public static double Support(this ResizeFilter filter) => filter switch
    {
        ResizeFilter.Box => 0.5,
        ResizeFilter.Bilinear => 1,
        ResizeFilter.Bicubic => 2,
        _ => 3,
    };

    /// <summary>Weight at distance <paramref name="x"/>.</summary>
    public static double Weight(this ResizeFilter filter, double x) => filter switch
    {
        ResizeFilter.Box => x is > -0.5 and <= 0.5 ? 1 : 0,
        ResizeFilter.Bilinear => Math.Max(0, 1 - Math.Abs(x)),
        ResizeFilter.Bicubic => Cubic(Math.Abs(x)),
        _ => x is >= -3 and < 3 ? Sinc(x) * Sinc(x / 3) : 0,
    };

    private static double Cubic(double x)
    {
        const double A = -0.5;
        if (x < 1)
            return ((((A + 2) * x) - (A + 3)) * x * x) + 1;
        return x < 2 ? ((((x - 5) * x) + 8) * x - 4) * A : 0;
    }

    private static double Sinc(double x)
    {
        if (x == 0)
            return 1;
        x *= Math.PI;
        return Math.Sin(x) / x;
    }
}
