using System.Globalization;

namespace GanBench.Suites.Planning;

/// <summary>
/// How much of a published budget a run spends: the images that it sees and the width of its networks, both as shares of the
/// publication's.
/// </summary>
/// <param name="Images">Images seen, over those of the publication.</param>
/// <param name="Width">Width of the networks, over that of the publication.</param>
public readonly record struct BudgetShare(double Images, double Width)
{
    /// <summary>Both together.</summary>
    public double Total => Images * Width;

    /// <summary>Whether nothing is left out.</summary>
    public bool IsWhole => Images >= 1 && Width >= 1;

    /// <summary>Both in words, e.g. "8.2 % of the images at 0.25 of the width".</summary>
    public override string ToString()
    {
        var images = Images >= 1 ? "all images" : string.Create(CultureInfo.InvariantCulture, $"{100 * Images:0.##} % of the images");
        return Width >= 1 ? images : string.Create(CultureInfo.InvariantCulture, $"{images} at {Width:0.##} of the width");
    }
}
