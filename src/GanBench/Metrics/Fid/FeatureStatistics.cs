namespace GanBench.Metrics.Fid;

/// <summary>
/// Count, mean and covariance of a set of feature vectors, in float64: all that the Fréchet distance needs. Made by
/// <see cref="FeatureStatisticsBuilder"/>, kept in a file by <see cref="StatisticsFile"/>.
/// </summary>
public sealed class FeatureStatistics
{
    /// <summary>Takes finished statistics.</summary>
    /// <param name="count">Vectors seen, at least 2; null when a file does not say.</param>
    /// <param name="mean">Mean, d numbers.</param>
    /// <param name="covariance">Covariance with divisor n − 1 (NumPy's default), d×d, row-major, symmetric.</param>
    /// <param name="rows">
    /// The centred vectors divided by √(n − 1), n×d, row-major, where n ≤ d, so that covariance = rowsᵀ·rows; else null.
    /// </param>
    /// <exception cref="DataException">The sizes do not fit, or a number is not finite.</exception>
    public FeatureStatistics(int? count, double[] mean, double[] covariance, double[]? rows = null)
    {
        if (mean.Length == 0 || covariance.Length != (long)mean.Length * mean.Length)
            throw new DataException(
                $"Statistics with a mean of {mean.Length} numbers need a covariance of their square, not {covariance.Length} numbers.");
        if (count < 2)
            throw new DataException($"Statistics need at least 2 samples for a covariance (found {count}).");
        if (!mean.All(double.IsFinite) || !covariance.All(double.IsFinite))
            throw new DataException("Statistics hold a number that is not finite: the features they come from had NaN or infinity.");
        (Count, Mean, Covariance, Rows) = (count, mean, covariance, rows);
    }

    /// <summary>What they are of, for messages: the file that they were read from; null when they were computed here.</summary>
    public string? Name { get; init; }

    /// <summary>Vectors seen, or null when a file does not say.</summary>
    public int? Count { get; }

    /// <summary>Length of a vector, d.</summary>
    public int Dimension => Mean.Length;

    /// <summary>Mean, d numbers.</summary>
    public double[] Mean { get; }

    /// <summary>Covariance with divisor n − 1, d×d, row-major.</summary>
    public double[] Covariance { get; }

    /// <summary>Where n ≤ d: the centred vectors over √(n − 1), n×d, an exact square root of the covariance; else null.</summary>
    public double[]? Rows { get; }

    /// <summary>Trace of the covariance: the total variance.</summary>
    public double Trace
    {
        get
        {
            var sum = 0.0;
            for (var i = 0; i < Dimension; i++)
                sum += Covariance[(i * Dimension) + i];
            return sum;
        }
    }
}
