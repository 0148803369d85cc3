using GanBench.Random;
using GanBench.Statistics;
using MathNet.Numerics.Distributions;
using static TorchSharp.torch;

namespace GanBench.Metrics.Fid;

/// <summary>A FID extrapolated to infinitely many samples.</summary>
/// <param name="Value">Intercept of the fitted line over 1/N.</param>
/// <param name="Slope">Its slope: the bias of FID at N samples is about slope / N.</param>
/// <param name="Low">
/// Lower end of the intercept's 95 % interval, by the residuals of the fit (Student's t with two degrees fewer than points); null with
/// two points. The subsets of one set of samples overlap, so another set can differ by more.
/// </param>
/// <param name="High">Its upper end.</param>
/// <param name="RSquared">Share of the variance that the line explains.</param>
/// <param name="Points">The sizes and the distances measured.</param>
public sealed record FidInfinityResult(
    double Value, double Slope, double? Low, double? High, double RSquared, IReadOnlyList<(int Count, double Distance)> Points);

/// <summary>
/// FID∞ (Chong and Forsyth, "Effectively unbiased FID and inception score and where to find them", CVPR 2020): FID is biased by about
/// c/N, with c depending on the generator; the intercept of a line through FID_N over 1/N is free of it. The bias of the fixed
/// reference statistics stays.
/// </summary>
public static class FidInfinity
{
    /// <summary>Sizes that the line is fitted to.</summary>
    public const int Sizes = 15;

    /// <summary>Smallest size of the paper's fits, which go up to 50,000: with fewer samples in all, none of ours is there.</summary>
    public const int FewestOfPaper = 5000;

    /// <summary>Extrapolates from random subsets of N/10 to all N vectors.</summary>
    /// <param name="generated">N×d, N ≥ 150.</param>
    /// <param name="reference">Statistics of the data.</param>
    /// <param name="seed">Decides the subsets.</param>
    /// <exception cref="DataException">There are too few vectors.</exception>
    public static FidInfinityResult Compute(Tensor generated, FeatureStatistics reference, ulong seed)
    {
        var total = (int)generated.shape[0];
        if (total < 10 * Sizes)
            throw new DataException($"FID∞ needs at least {10 * Sizes} samples (found {total}).");
        var points = new List<(int, double)>();
        for (var i = 0; i < Sizes; i++)
        {
            var count = (total / 10) + (int)Math.Round((total - (total / 10)) * (i / (Sizes - 1.0)));
            var order = new RandomStream(seed, Streams.FidInfinitySubsets, i).Permutation(total)[..count];
            using var scope = NewDisposeScope();
            using var builder = new FeatureStatisticsBuilder((int)generated.shape[1]);
            builder.Add(generated.index_select(0, tensor(order.Select(o => (long)o).ToArray()).to(generated.device)));
            points.Add((count, FrechetDistance.Compute(builder.Build(), reference).Value));
        }
        return Fit(points);
    }

    /// <summary>Least squares of distance over 1/N.</summary>
    /// <param name="points">At least two different sizes.</param>
    public static FidInfinityResult Fit(IReadOnlyList<(int Count, double Distance)> points)
    {
        var meanX = points.Average(p => 1.0 / p.Count);
        var meanY = points.Average(p => p.Distance);
        var sxx = points.Sum(p => Math.Pow((1.0 / p.Count) - meanX, 2));
        var sxy = points.Sum(p => ((1.0 / p.Count) - meanX) * (p.Distance - meanY));
        var syy = points.Sum(p => Math.Pow(p.Distance - meanY, 2));
        var slope = sxy / sxx;
        var intercept = meanY - (slope * meanX);
        double? half = null;
        if (points.Count > 2)
        {
            // Σ of squared residuals, not syy − sxy²/sxx, which cancels on a good line.
            var residuals = points.Sum(p => Math.Pow(p.Distance - intercept - (slope / p.Count), 2));
            var error = Math.Sqrt(residuals / (points.Count - 2) * ((1.0 / points.Count) + (meanX * meanX / sxx)));
            half = StudentT.InvCDF(0, 1, points.Count - 2, (1 + SampleSummary.Confidence) / 2) * error;
        }
        return new FidInfinityResult(
            intercept, slope, intercept - half, intercept + half, syy == 0 ? 1 : sxy * sxy / (sxx * syy), points);
    }
}
