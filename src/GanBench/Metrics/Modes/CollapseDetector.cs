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

    /// <summary>The samples do not resemble the data yet, so nothing is there to collapse, and there is no value.</summary>
    NotLearned,
}

/// <summary>What is measured of samples, and of as many real images, to judge a collapse; of their pixels but for the classes.</summary>
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

    /// <summary>Share of samples that lie in a neighbourhood of a real image.</summary>
    public required double Precision { get; init; }

    /// <summary>Median distance of a sample to the nearest real image over the distance of two real images, root mean squares.</summary>
    public required double Distance { get; init; }

    /// <summary>Contrast (standard deviation over the pixels of an image) of samples over that of real images, medians.</summary>
    public required double Contrast { get; init; }

    /// <summary>Classes of samples and data; null where the extractor does not know the data's.</summary>
    public ClassHistogramResult? Histogram { get; init; }
}

/// <summary>A collapse value and what it was made of, each from 0 (as diverse as the data) to 1 (one image).</summary>
/// <param name="Likeness">(S − S₀) / (1 − S₀): MS-SSIM S between samples above S₀ between real images.</param>
/// <param name="Fewness">1 − ln N / ln N₀: N different samples against N₀ different ones among as many real images.</param>
/// <param name="ClassLoss">KL of the class histogram over ln K; null without the data's classes.</param>
/// <param name="IsLearned">Whether the samples resemble the data, so that something is there to collapse.</param>
public sealed record CollapseResult(double Likeness, double Fewness, double? ClassLoss, bool IsLearned)
{
    /// <summary>The largest of the three; null where nothing is learned yet.</summary>
    public double? Value => IsLearned ? Math.Max(Math.Max(Likeness, Fewness), ClassLoss ?? 0) : null;

    /// <summary>The verdict by the stated thresholds.</summary>
    public CollapseVerdict Verdict => Value switch
    {
        null => CollapseVerdict.NotLearned,
        >= CollapseDetector.CollapsedFrom => CollapseVerdict.Collapsed,
        >= CollapseDetector.PartialFrom => CollapseVerdict.Partial,
        _ => CollapseVerdict.None,
    };
}

/// <summary>
/// Says whether a generator has collapsed: whether its samples are less diverse among themselves than real images are. All but the classes
/// is of pixels, so that a value means the same with every extractor. A generator that has not learned yet has nothing to collapse: its
/// noise may be diverse or all alike, and a classifier puts what it does not know into one class. So samples are judged once they have
/// some of the data's contrast and resemble real images; of samples that are all alike, none or all lie in a neighbourhood of the data,
/// and it is enough that they are no farther from the data than real images are from each other, or little.
/// </summary>
public static class CollapseDetector
{
    /// <summary>Values from here are called partial collapse: at most N₀ to the power of ¾ images differ, 32 of 100.</summary>
    public const double PartialFrom = 0.25;

    /// <summary>Values from here are called collapse: at most √N₀ images differ, 10 of 100.</summary>
    public const double CollapsedFrom = 0.5;

    /// <summary>Samples resemble the data where this share lies in its neighbourhoods.</summary>
    public const double ResembleFrom = 0.1;

    /// <summary>
    /// Samples with less than this share of the data's contrast show nothing yet: first weights give less, and blur leaves more.
    /// </summary>
    public const double ContrastFrom = 1.0 / 3;

    /// <summary>Samples that are all alike resemble the data below this many distances of two real images.</summary>
    public const double AlikeWithin = 1.25;

    /// <summary>Combines the signs.</summary>
    /// <param name="signs">What was measured.</param>
    public static CollapseResult Judge(CollapseSigns signs)
    {
        var likeness = signs.LikenessOfData >= 1 ? 0 : (signs.Likeness - signs.LikenessOfData) / (1 - signs.LikenessOfData);
        // Data of one image leave nothing to lose.
        var fewness = signs.DifferentOfData <= 1 ? 0 : 1 - (Math.Log(signs.Different) / Math.Log(signs.DifferentOfData));
        double? classLoss = signs.Histogram is { Classes: > 1 } h ? Unit(h.Divergence / Math.Log(h.Classes)) : null;
        var resembles = signs.Precision >= ResembleFrom
            || (Math.Max(likeness, fewness) >= CollapsedFrom && signs.Distance < AlikeWithin);
        return new CollapseResult(Unit(likeness), Unit(fewness), classLoss, resembles && signs.Contrast >= ContrastFrom);
    }

    private static double Unit(double value) => Math.Clamp(value, 0, 1);
}
