namespace GanBench.Statistics;

/// <summary>
/// A density estimated with a Gaussian kernel from binned numbers, each taken at the middle of its bin (Silverman 1986, section 3.5). The
/// bandwidth is 0.9 min(s, IQR / 1.34) n^(−1/5) (equation 3.31), and at least the width of a bin.
/// </summary>
public static class KernelDensity
{
    /// <summary>The bandwidth; NaN where no number is in a bin.</summary>
    /// <param name="histogram">The numbers; those outside are not seen.</param>
    public static double Bandwidth(Histogram histogram)
    {
        var (middles, counts) = (histogram.Middles, histogram.Counts);
        double n = counts.Sum();
        if (n == 0)
            return double.NaN;
        var mean = counts.Select((count, i) => count * middles[i]).Sum() / n;
        var deviation = Math.Sqrt(counts.Select((count, i) => count * (middles[i] - mean) * (middles[i] - mean)).Sum() / n);
        var range = Quantile(histogram, 0.75 * n) - Quantile(histogram, 0.25 * n);
        return Math.Max(histogram.Width, 0.9 * Math.Min(deviation, range / 1.34) * Math.Pow(n, -0.2));
    }

    /// <summary>The density at some places. Its integral is the share of numbers that are in a bin.</summary>
    /// <param name="histogram">The numbers.</param>
    /// <param name="places">Where.</param>
    public static IReadOnlyList<double> At(Histogram histogram, IReadOnlyList<double> places)
    {
        var (middles, h) = (histogram.Middles, Bandwidth(histogram));
        var scale = 1 / (histogram.Total * h * Math.Sqrt(2 * Math.PI));
        return [.. places.Select(x =>
        {
            double sum = 0;
            for (var i = 0; i < middles.Count; i++)
            {
                if (histogram.Counts[i] > 0)
                    sum += histogram.Counts[i] * Math.Exp(-(x - middles[i]) * (x - middles[i]) / (2 * h * h));
            }
            return sum == 0 ? 0 : sum * scale;
        })];
    }

    // Where as many numbers lie below, those of a bin spread evenly over it.
    private static double Quantile(Histogram histogram, double below)
    {
        for (var i = 0; i < histogram.Counts.Count; i++)
        {
            var count = histogram.Counts[i];
            if (count > 0 && below <= count)
                return histogram.Low + ((i + (below / count)) * histogram.Width);
            below -= count;
        }
        return histogram.High;
    }
}
