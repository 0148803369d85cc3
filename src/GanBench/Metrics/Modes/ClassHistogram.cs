namespace GanBench.Metrics.Modes;

/// <summary>Classes of samples compared with those of the data.</summary>
/// <param name="Covered">
/// Classes whose share among the samples is at least <see cref="ClassHistogram.CoveredShare"/> of their share in the data.
/// </param>
/// <param name="Classes">Classes in the data.</param>
/// <param name="Divergence">
/// KL(samples ‖ data) of the class shares, in nats; 0 when equal, ln K when only one of K equal classes is made.
/// </param>
/// <param name="Shares">Share of every class among the samples.</param>
public sealed record ClassHistogramResult(int Covered, int Classes, double Divergence, IReadOnlyList<double> Shares);

/// <summary>
/// Mode coverage by a classifier: which classes a generator makes, and how evenly (after Che et al., "Mode regularized GANs", ICLR 2017).
/// </summary>
public static class ClassHistogram
{
    /// <summary>A class counts as covered from a tenth of its share in the data.</summary>
    public const double CoveredShare = 0.1;

    /// <summary>Compares class counts.</summary>
    /// <param name="samples">Samples per class, as classified.</param>
    /// <param name="data">Data per class; same length.</param>
    /// <exception cref="DataException">The lengths differ or one of the two is empty.</exception>
    public static ClassHistogramResult Compare(IReadOnlyList<long> samples, IReadOnlyList<long> data)
    {
        var (sampleTotal, dataTotal) = (samples.Sum(), data.Sum());
        if (samples.Count != data.Count || sampleTotal == 0 || dataTotal == 0)
            throw new DataException(
                $"Class histograms of {samples.Count} classes ({sampleTotal} samples) and {data.Count} classes ({dataTotal}) cannot be "
                + $"compared.");
        var covered = 0;
        var divergence = 0.0;
        var shares = samples.Select(c => c / (double)sampleTotal).ToArray();
        for (var i = 0; i < shares.Length; i++)
        {
            var q = data[i] / (double)dataTotal;
            if (q > 0 && shares[i] >= CoveredShare * q)
                covered++;
            if (shares[i] > 0)
            {
                // A class the data lacks would make the divergence infinite: it counts as if half a datum had it.
                divergence += shares[i] * Math.Log(shares[i] / (q > 0 ? q : 0.5 / dataTotal));
            }
        }
        return new ClassHistogramResult(covered, data.Count(c => c > 0), Math.Max(divergence, 0), shares);
    }

    /// <summary>Counts classes.</summary>
    /// <param name="labels">Class indices.</param>
    /// <param name="classes">Number of classes.</param>
    public static long[] Count(ReadOnlySpan<int> labels, int classes)
    {
        var counts = new long[classes];
        foreach (var label in labels)
            counts[label]++;
        return counts;
    }
}
