namespace GanBench.Metrics.Modes;

/// <summary>How far a generator has collapsed.</summary>
public enum CollapseVerdict
{
    /// <summary>Value below <see cref="CollapseDetector.PartialFrom"/>.</summary>
    None,

    /// <summary>Value from <see cref="CollapseDetector.PartialFrom"/>.</summary>
    Partial,

    /// <summary>Value from <see cref="CollapseDetector.CollapsedFrom"/>.</summary>
    Collapsed,
}

/// <summary>A collapse value and what it was made of, each from 0 (as diverse as the data) to 1 (one image).</summary>
/// <param name="Uncovered">
/// 1 − coverage / (1 − 2⁻ᵏ): the share of the data's neighbourhoods without a sample, over what equal distributions leave.
/// </param>
/// <param name="Likeness">(S − S₀) / (1 − S₀): MS-SSIM S between samples above S₀ between real images.</param>
/// <param name="ClassLoss">KL of the class histogram over ln K; null without labels.</param>
public sealed record CollapseResult(double Uncovered, double Likeness, double? ClassLoss)
{
    /// <summary>min(uncovered, max(likeness, class loss)), from 0 to 1.</summary>
    public double Value => Math.Min(Uncovered, Math.Max(Likeness, ClassLoss ?? 0));

    /// <summary>The verdict by the stated thresholds.</summary>
    public CollapseVerdict Verdict => Value switch
    {
        >= CollapseDetector.CollapsedFrom => CollapseVerdict.Collapsed,
        >= CollapseDetector.PartialFrom => CollapseVerdict.Partial,
        _ => CollapseVerdict.None,
    };
}

/// <summary>
/// Says whether a generator has collapsed. Low coverage alone is no proof (bad samples cover nothing either), and neither are alike
/// samples or missing classes alone; so the value is the smaller of the two signs: the data is not covered, and the samples are alike or
/// miss classes.
/// </summary>
public static class CollapseDetector
{
    /// <summary>Values from here are called partial collapse.</summary>
    public const double PartialFrom = 0.25;

    /// <summary>Values from here are called collapse.</summary>
    public const double CollapsedFrom = 0.5;

    /// <summary>Combines the three signs.</summary>
    /// <param name="coverage">Coverage of the data, 0 to 1.</param>
    /// <param name="neighbours">k of the coverage.</param>
    /// <param name="sampleLikeness">MS-SSIM between samples.</param>
    /// <param name="dataLikeness">MS-SSIM between real images.</param>
    /// <param name="histogram">Class histogram, or null without labels.</param>
    public static CollapseResult Judge(
        double coverage, int neighbours, double sampleLikeness, double dataLikeness, ClassHistogramResult? histogram)
    {
        var expected = 1 - Math.Pow(2, -neighbours);
        var likeness = dataLikeness >= 1 ? 0 : (sampleLikeness - dataLikeness) / (1 - dataLikeness);
        double? classLoss = histogram is { Classes: > 1 } ? histogram.Divergence / Math.Log(histogram.Classes) : null;
        return new CollapseResult(Unit(1 - (coverage / expected)), Unit(likeness), classLoss is { } loss ? Unit(loss) : null);
    }

    private static double Unit(double value) => Math.Clamp(value, 0, 1);
}
