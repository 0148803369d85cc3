using GanBench.Metrics.Fid;
using GanBench.Metrics.Kid;
using GanBench.Metrics.Prdc;
using GanBench.Runs;
using GanBench.Statistics;
using static TorchSharp.torch;

namespace GanBench.Metrics.Intervals;

/// <summary>
/// Confidence intervals of values over the samples, by the delete-a-group jackknife: where the value would lie with as many other samples
/// of the same generator. The reference stays as it is. The interval is around the value, so it holds no bias: a FID of 5,000 samples has
/// an interval for FIDs of 5,000 samples.
/// </summary>
internal static class SampleIntervals
{
    /// <summary>Fewest samples that intervals are given for: two in each group.</summary>
    public const int FewestSamples = 2 * GroupJackknife.Groups;

    /// <summary>Of the Fréchet distance; groups have statistics of their own, which are merged.</summary>
    /// <param name="samples">N×d.</param>
    /// <param name="reference">Statistics of the data.</param>
    /// <returns>The distance without each group.</returns>
    public static double[] OfFrechet(Tensor samples, FeatureStatistics reference)
    {
        var (dimension, groups) = ((int)samples.shape[1], new List<FeatureStatisticsBuilder>());
        try
        {
            foreach (var (first, count) in GroupJackknife.Split((int)samples.shape[0]))
            {
                groups.Add(new FeatureStatisticsBuilder(dimension));
                groups[^1].Add(samples.narrow(0, first, count));
            }
            var without = new double[groups.Count];
            using var none = new FeatureStatisticsBuilder(dimension);
            LeaveOut(dimension, groups, 0, groups.Count, none, (group, others) =>
                without[group] = FrechetDistance.Compute(others.Build(), reference).Value);
            return without;
        }
        finally
        {
            groups.ForEach(group => group.Dispose());
        }
    }

    /// <summary>Of the unbiased MMD² of all samples, but for the reference's own term, which no group changes.</summary>
    /// <param name="samples">N×d.</param>
    /// <param name="reference">M×d.</param>
    /// <param name="kernel">The kernel.</param>
    public static double[] OfKernelDistance(Tensor samples, Tensor reference, KidKernel kernel)
    {
        var (n, m) = (samples.shape[0], reference.shape[0]);
        var groups = GroupJackknife.Split((int)n);
        var own = KernelSums.ByGroup(kernel, samples, groups, samples, groups, skipDiagonal: true);
        var cross = KernelSums.ByGroup(kernel, samples, groups, reference, [(0, (int)m)], skipDiagonal: false);
        var (ownSum, crossSum) = (own.Cast<double>().Sum(), cross.Cast<double>().Sum());
        return [.. groups.Select((group, g) =>
        {
            var left = (double)(n - group.Count);
            var ofGroup = Enumerable.Range(0, groups.Count).Sum(other => own[g, other] + own[other, g]) - own[g, g];
            return ((ownSum - ofGroup) / (left * (left - 1))) - (2 * (crossSum - cross[g, 0]) / (left * m));
        })];
    }

    /// <summary>Of precision, recall, density and coverage.</summary>
    /// <param name="samples">N×d.</param>
    /// <param name="reference">M×d.</param>
    /// <param name="k">Which neighbour gives the radius of a ball; there are more samples left without a group.</param>
    /// <param name="rule">Whether a ball includes its surface.</param>
    public static IReadOnlyList<PrdcResult> OfNeighbourhoods(Tensor samples, Tensor reference, int k, RadiusRule rule) =>
    [
        .. GroupJackknife.Split((int)samples.shape[0]).Select(group =>
        {
            using var scope = NewDisposeScope();
            var end = group.First + group.Count;
            var others = cat([samples.narrow(0, 0, group.First), samples.narrow(0, end, samples.shape[0] - end)]);
            return Neighbourhoods.Compute(reference, others, k, rule);
        }),
    ];

    /// <summary>The interval around a value, within the value's bounds.</summary>
    /// <param name="inputs">Asks for a level, or for none.</param>
    /// <param name="value">The value.</param>
    /// <param name="number">Its number.</param>
    /// <param name="without">The value without each group; computed where it is asked for.</param>
    /// <param name="variance">Variance that is not of the samples, such as that of drawn subsets.</param>
    /// <returns>Null where none is asked for, where there are too few samples, or where a distance is not finite.</returns>
    public static ValueInterval? Around(
        EvaluationInputs inputs, MetricValue value, double number, Func<IReadOnlyList<double>> without, double variance = 0)
    {
        if (!Wanted(inputs) || inputs.Options.Intervals is not { } level)
            return null;
        var values = without();
        var ofGroups = GroupJackknife.StandardError(values);
        var error = Math.Sqrt((ofGroups * ofGroups) + variance);
        var (low, high) = value is { Low: 0, High: 1 }
            ? GroupJackknife.ShareInterval(number, error, inputs.Generated.Count, values.Count, level)
            : GroupJackknife.Interval(number, error, values.Count, level);
        return double.IsFinite(low) && double.IsFinite(high)
            ? new ValueInterval(Math.Max(low, value.Low ?? low), high, level,
                FormattableString.Invariant($"jackknife over {values.Count} groups of samples, reference fixed"))
            : null;
    }

    /// <summary>Whether intervals are asked for and can be had.</summary>
    /// <param name="inputs">The inputs.</param>
    public static bool Wanted(EvaluationInputs inputs) =>
        inputs.Options.Intervals is not null && inputs.Generated.Count >= FewestSamples
        && inputs.Generated.Offers.HasFlag(MetricNeeds.Features);

    // By halves, so that each group is merged some log₂ g times and not g times.
    private static void LeaveOut(
        int dimension, List<FeatureStatisticsBuilder> groups, int first, int end, FeatureStatisticsBuilder others,
        Action<int, FeatureStatisticsBuilder> use)
    {
        if (end - first == 1)
        {
            use(first, others);
            return;
        }
        var middle = (first + end) / 2;
        using (var withRight = Merged(dimension, others, groups[middle..end]))
            LeaveOut(dimension, groups, first, middle, withRight, use);
        using var withLeft = Merged(dimension, others, groups[first..middle]);
        LeaveOut(dimension, groups, middle, end, withLeft, use);
    }

    private static FeatureStatisticsBuilder Merged(
        int dimension, FeatureStatisticsBuilder others, IEnumerable<FeatureStatisticsBuilder> more)
    {
        var merged = new FeatureStatisticsBuilder(dimension);
        foreach (var builder in more.Prepend(others))
            merged.Merge(builder);
        return merged;
    }
}
