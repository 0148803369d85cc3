namespace GanBench.Statistics;

/// <summary>Properties of a noisy curve: smoothing, slope, crossings.</summary>
public static class Curve
{
    /// <summary>
    /// Cuts a series into equal intervals and takes the mean of each, which removes noise from step to step; non-finite values are left
    /// out, and an interval without any repeats the one before it.
    /// </summary>
    /// <param name="values">The series.</param>
    /// <param name="intervals">How many; at most the number of values.</param>
    /// <returns>The means; empty when no value is finite.</returns>
    public static double[] Means(IReadOnlyList<double> values, int intervals)
    {
        intervals = Math.Min(intervals, values.Count);
        var means = new List<double>(intervals);
        for (var i = 0; i < intervals; i++)
        {
            var (start, end) = ((long)i * values.Count / intervals, (long)(i + 1) * values.Count / intervals);
            double sum = 0;
            var count = 0;
            for (var j = start; j < end; j++)
            {
                if (!double.IsFinite(values[(int)j]))
                    continue;
                sum += values[(int)j];
                count++;
            }
            if (count > 0)
                means.Add(sum / count);
            else if (means.Count > 0)
                means.Add(means[^1]);
        }
        return [.. means];
    }

    /// <summary>Slope of the least-squares line through (0, v₀), (1, v₁), …; 0 for fewer than two values.</summary>
    /// <param name="values">Finite values.</param>
    public static double Slope(ReadOnlySpan<double> values)
    {
        var middle = (values.Length - 1) / 2.0;
        double mean = 0, xy = 0, xx = 0;
        foreach (var value in values)
            mean += value / values.Length;
        for (var i = 0; i < values.Length; i++)
        {
            xy += (i - middle) * (values[i] - mean);
            xx += (i - middle) * (i - middle);
        }
        return xx == 0 ? 0 : xy / xx;
    }

    /// <summary>How often one curve crosses the other: changes of sign of their difference; touching is no crossing.</summary>
    /// <param name="first">A curve.</param>
    /// <param name="second">The other, as long.</param>
    public static int Crossings(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        var crossings = 0;
        var side = 0;
        for (var i = 0; i < Math.Min(first.Length, second.Length); i++)
        {
            var sign = Math.Sign(first[i] - second[i]);
            if (sign == 0)
                continue;
            if (side != 0 && sign != side)
                crossings++;
            side = sign;
        }
        return crossings;
    }
}
