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

    /// <summary>The samples do not resemble the data yet, so nothing has been there to collapse.</summary>
    NotLearned,
}

/// <summary>What is measured of samples, and of as many real images, to judge a collapse.</summary>
public sealed record CollapseSigns
{
    /// <summary>S, mean MS-SSIM between pairs of samples.</summary>
    public required double Likeness { get; init; }

    /// <summary>S₀, the same between real images.</summary>
    public required double LikenessOfData { get; init; }

    /// <summary>N, effective number of different samples (<see cref="EffectiveCount"/>).</summary>
    public required double Different { get; init; }

    /// <summary>N₀, the same of real images.</summary>
    public required double DifferentOfData { get; init; }

    /// <summary>Share of samples that lie in a neighbourhood of the data, by the extractor's features.</summary>
    public required double Precision { get; init; }

    /// <summary>Median distance of a sample to the nearest real image, root mean square over pixels.</summary>
    public required double Distance { get; init; }

    /// <summary>Median distance of two real images, in the same unit.</summary>
    public required double DistanceOfData { get; init; }

    /// <summary>Classes of samples and data; null where the extractor does not know the data's.</summary>
    public ClassHistogramResult? Histogram { get; init; }
}

/// <summary>A collapse value and what it was made of, each from 0 (as diverse as the data) to 1 (one image).</summary>
/// <param name="Likeness">(S − S₀) / (1 − S₀): MS-SSIM S between samples above S₀ between real images.</param>
/// <param name="Fewness">1 − ln N / ln N₀: N different samples against N₀ different ones among as many real images.</param>
/// <param name="ClassLoss">KL of the class histogram over ln K; null without the data's classes.</param>
/// <param name="Precision">Share of samples that resemble the data.</param>
/// <param name="IsFar">Whether the samples are further from the data than real images are from each other.</param>
public sealed record CollapseResult(double Likeness, double Fewness, double? ClassLoss, double Precision, bool IsFar)
{
    /// <summary>The larger of likeness and fewness.</summary>
    public double Sameness => Math.Max(Likeness, Fewness);

    /// <summary>Whether enough samples resemble the data for missing classes and partial collapse to mean something.</summary>
    public bool IsLearned => Precision >= CollapseDetector.LearnedFrom;

    /// <summary>
    /// max(sameness, class loss) where something is learned. Else the sameness from <see cref="CollapseDetector.CollapsedFrom"/> of samples
    /// that are not far from the data, such as one grey image; and 0.
    /// </summary>
    public double Value =>
        IsLearned ? Math.Max(Sameness, ClassLoss ?? 0)
        : Sameness >= CollapseDetector.CollapsedFrom && !IsFar ? Sameness : 0;

    /// <summary>The verdict by the stated thresholds.</summary>
    public CollapseVerdict Verdict => Value switch
    {
        >= CollapseDetector.CollapsedFrom => CollapseVerdict.Collapsed,
        >= CollapseDetector.PartialFrom => CollapseVerdict.Partial,
        _ => IsLearned ? CollapseVerdict.None : CollapseVerdict.NotLearned,
    };
}

/// <summary>
/// Says whether a generator has collapsed: whether its samples are less diverse among themselves than real images are. Likeness and
/// fewness are of pixels, so that they mean the same with every extractor. Bad samples are not collapse: noise is as diverse as can be,
/// and a classifier puts what it does not know into one class, so classes count only where samples resemble the data.
/// </summary>
public static class CollapseDetector
{
    /// <summary>Values from here are called partial collapse: at most N₀ to the power of ¾ images differ, 32 of 100.</summary>
    public const double PartialFrom = 0.25;

    /// <summary>Values from here are called collapse: at most √N₀ images differ, 10 of 100.</summary>
    public const double CollapsedFrom = 0.5;

    /// <summary>Something is learned where this share of samples resembles the data.</summary>
    public const double LearnedFrom = 0.1;

    /// <summary>Combines the signs.</summary>
    /// <param name="signs">What was measured.</param>
    public static CollapseResult Judge(CollapseSigns signs)
    {
        var likeness = signs.LikenessOfData >= 1 ? 0 : (signs.Likeness - signs.LikenessOfData) / (1 - signs.LikenessOfData);
        // Data of one image leave nothing to lose.
        var fewness = signs.DifferentOfData <= 1 ? 0 : 1 - (Math.Log(signs.Different) / Math.Log(signs.DifferentOfData));
        double? classLoss = signs.Histogram is { Classes: > 1 } h ? Unit(h.Divergence / Math.Log(h.Classes)) : null;
        return new CollapseResult(
            Unit(likeness), Unit(fewness), classLoss, signs.Precision, signs.Distance >= signs.DistanceOfData);
    }

    private static double Unit(double value) => Math.Clamp(value, 0, 1);
}
