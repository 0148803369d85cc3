using System.Text.Json.Serialization;

namespace GanBench.Statistics;

/// <summary>Numbers counted in bins of equal width.</summary>
/// <param name="Low">Lower edge of the first bin.</param>
/// <param name="High">Upper edge of the last bin, which belongs to it; all others are half open.</param>
/// <param name="Counts">Numbers in each bin.</param>
/// <param name="Outside">Numbers below the first bin or above the last, and those that are none (NaN).</param>
public sealed record Histogram(double Low, double High, IReadOnlyList<int> Counts, int Outside)
{
    /// <summary>Width of a bin.</summary>
    [JsonIgnore]
    public double Width => (High - Low) / Counts.Count;

    /// <summary>All numbers, those outside included.</summary>
    [JsonIgnore]
    public int Total => Counts.Sum() + Outside;

    /// <summary>Edges of the bins, one more than there are bins.</summary>
    [JsonIgnore]
    public IReadOnlyList<double> Edges => [.. Enumerable.Range(0, Counts.Count + 1).Select(i => Low + (i * Width))];

    /// <summary>Middles of the bins.</summary>
    [JsonIgnore]
    public IReadOnlyList<double> Middles => [.. Enumerable.Range(0, Counts.Count).Select(i => Low + ((i + 0.5) * Width))];

    /// <summary>Share of all numbers per bin and unit of width: the bars have the area 1, less what is outside.</summary>
    [JsonIgnore]
    public IReadOnlyList<double> Density => [.. Counts.Select(count => count / (Total * Width))];

    /// <summary>Counts numbers.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="low">Lower edge of the first bin.</param>
    /// <param name="high">Upper edge of the last bin.</param>
    /// <param name="bins">Bins.</param>
    public static Histogram Of(IEnumerable<double> values, double low, double high, int bins)
    {
        var counts = new int[bins];
        var outside = 0;
        foreach (var value in values)
        {
            if (value >= low && value <= high)
                counts[Math.Min((int)((value - low) / (high - low) * bins), bins - 1)]++;
            else
                outside++;
        }
        return new Histogram(low, high, counts, outside);
    }

    /// <summary>Puts counts of the same bins together.</summary>
    /// <param name="parts">At least one.</param>
    /// <exception cref="ArgumentException">The bins differ.</exception>
    public static Histogram Sum(IReadOnlyList<Histogram> parts)
    {
        var first = parts[0];
        if (parts.Any(p => (p.Low, p.High, p.Counts.Count) != (first.Low, first.High, first.Counts.Count)))
            throw new ArgumentException("Only histograms of the same bins have a sum.", nameof(parts));
        return first with
        {
            Counts = [.. first.Counts.Select((_, i) => parts.Sum(p => p.Counts[i]))],
            Outside = parts.Sum(p => p.Outside),
        };
    }
}
