namespace GanBench.Suites.Results;

/// <summary>
/// A logged quantity cut into at most <see cref="Buckets"/> intervals of steps, each with its smallest, largest and mean value. A line
/// through the means over a band from smallest to largest looks like the whole series and never hides an outlier. A step beyond the last
/// makes the intervals twice as long, as often as it takes: a series that still grows has the same few intervals.
/// </summary>
internal sealed class SeriesSummary
{
    /// <summary>Intervals of steps.</summary>
    public const int Buckets = 300;

    private long _steps;
    private readonly double[] _sum = new double[Buckets];
    private readonly double[] _position = new double[Buckets];
    private readonly double[] _low = new double[Buckets];
    private readonly double[] _high = new double[Buckets];
    private readonly int[] _count = new int[Buckets];

    /// <summary>Starts an empty summary.</summary>
    /// <param name="steps">Last step of the horizontal axis, where it is known.</param>
    public SeriesSummary(int steps = Buckets)
    {
        _steps = Math.Max(1, steps);
        Array.Fill(_low, double.PositiveInfinity);
        Array.Fill(_high, double.NegativeInfinity);
    }

    /// <summary>Whether it holds any finite value.</summary>
    public bool IsEmpty => Array.TrueForAll(_count, c => c == 0);

    /// <summary>Adds a value; null and values that are not finite are left out.</summary>
    /// <param name="step">Its step.</param>
    /// <param name="value">The value.</param>
    public void Add(int step, double? value)
    {
        if (value is not { } v || !double.IsFinite(v))
            return;
        while (step > _steps)
            HalveResolution();
        var bucket = (int)Math.Max(0, (long)(step - 1) * Buckets / _steps);
        _sum[bucket] += v;
        _position[bucket] += step;
        _count[bucket]++;
        _low[bucket] = Math.Min(_low[bucket], v);
        _high[bucket] = Math.Max(_high[bucket], v);
    }

    // Interval i of the new ones is intervals 2 i and 2 i + 1 of the old ones.
    private void HalveResolution()
    {
        _steps *= 2;
        for (var i = 0; i < Buckets; i++)
        {
            var (one, two) = (2 * i, (2 * i) + 1);
            var inside = two < Buckets;
            _sum[i] = inside ? _sum[one] + _sum[two] : 0;
            _position[i] = inside ? _position[one] + _position[two] : 0;
            _count[i] = inside ? _count[one] + _count[two] : 0;
            _low[i] = inside ? Math.Min(_low[one], _low[two]) : double.PositiveInfinity;
            _high[i] = inside ? Math.Max(_high[one], _high[two]) : double.NegativeInfinity;
        }
    }

    /// <summary>Puts the runs of one cell together: means of means, smallest and largest of all.</summary>
    /// <param name="series">Summaries of the same number of steps.</param>
    public static SeriesPoints Combine(IReadOnlyList<SeriesSummary> series)
    {
        var points = new SeriesPoints();
        for (var bucket = 0; bucket < Buckets; bucket++)
        {
            var filled = series.Where(s => s._count[bucket] > 0).ToList();
            if (filled.Count == 0)
                continue;
            points.Steps.Add(filled.Average(s => s._position[bucket] / s._count[bucket]));
            points.Means.Add(filled.Average(s => s._sum[bucket] / s._count[bucket]));
            points.Lows.Add(filled.Min(s => s._low[bucket]));
            points.Highs.Add(filled.Max(s => s._high[bucket]));
        }
        return points;
    }
}

/// <summary>A combined series, ready to be drawn.</summary>
internal sealed class SeriesPoints
{
    /// <summary>Mean step of each interval.</summary>
    public List<double> Steps { get; } = [];

    /// <summary>Mean of each interval.</summary>
    public List<double> Means { get; } = [];

    /// <summary>Smallest value of each interval.</summary>
    public List<double> Lows { get; } = [];

    /// <summary>Largest value of each interval.</summary>
    public List<double> Highs { get; } = [];

    /// <summary>The means smoothed by a centred moving average over a twentieth of the series.</summary>
    public IReadOnlyList<double> Smooth()
    {
        var half = Means.Count / 40;
        var smooth = new double[Means.Count];
        for (var i = 0; i < smooth.Length; i++)
        {
            // The window shrinks towards the ends, so that the line starts and ends where the data does.
            var reach = Math.Min(half, Math.Min(i, smooth.Length - 1 - i));
            double sum = 0;
            for (var j = i - reach; j <= i + reach; j++)
                sum += Means[j];
            smooth[i] = sum / ((2 * reach) + 1);
        }
        return smooth;
    }
}
