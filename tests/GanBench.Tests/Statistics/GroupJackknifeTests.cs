using GanBench.Statistics;

namespace GanBench.Tests.Statistics;

public sealed class GroupJackknifeTests
{
    // With one value per group the standard error of a mean is s/√n, whatever the numbers.
    [Fact]
    public void StandardError_OfAMean_IsTheUsualOne()
    {
        double[] values = [3, 1, 4, 1, 5, 9, 2, 6];
        var mean = values.Average();
        var deviation = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / 7);

        var error = GroupJackknife.StandardError([.. values.Select(left => (values.Sum() - left) / 7)]);

        Assert.Equal(deviation / Math.Sqrt(8), error, 1e-14);
    }

    [Fact]
    public void StandardError_NoGroupMakesADifference_IsZero() => Assert.Equal(0, GroupJackknife.StandardError([2, 2, 2]));

    [Theory]
    [InlineData(40, 20)]
    [InlineData(47, 20)]
    [InlineData(20, 20)]
    [InlineData(5, 2)]
    public void Split_Samples_CoversEachOnceInGroupsOfNearlyOneSize(int count, int groups)
    {
        var ranges = GroupJackknife.Split(count, groups);

        Assert.Equal(groups, ranges.Count);
        Assert.Equal(Enumerable.Range(0, count), ranges.SelectMany(r => Enumerable.Range(r.First, r.Count)));
        Assert.InRange(ranges.Max(r => r.Count) - ranges.Min(r => r.Count), 0, 1);
    }

    [Fact]
    public void Split_FewerSamplesThanGroups_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => GroupJackknife.Split(19));

    // scipy.stats.t.ppf(0.975, 19) = 2.093024054408263, t.ppf(0.95, 9) = 1.8331129326536335 (SciPy 1.10.1).
    [Theory]
    [InlineData(20, 95, 2.093024054408263)]
    [InlineData(10, 90, 1.8331129326536335)]
    public void Interval_ErrorOfOne_IsStudentsQuantileAroundTheValue(int groups, int level, double expected)
    {
        var (low, high) = GroupJackknife.Interval(10, 1, groups, level);

        Assert.Equal(10 - expected, low, 1e-8);
        Assert.Equal(10 + expected, high, 1e-8);
    }

    // Wilson's formula with t.ppf(0.975, 19) in place of 1.96, by hand: p = 0.9, n = 100, SE = √(0.9 · 0.1 / 100).
    [Fact]
    public void ShareInterval_BinomialError_IsWilsonsOfAllSamples()
    {
        const double T = 2.093024054408263;
        var (centre, half) = (0.9 + (T * T / 200), T * Math.Sqrt((0.09 / 100) + (T * T / 40_000)));

        var (low, high) = GroupJackknife.ShareInterval(0.9, 0.03, 100, 20, 95);

        Assert.Equal((centre - half) / (1 + (T * T / 100)), low, 1e-8);
        Assert.Equal((centre + half) / (1 + (T * T / 100)), high, 1e-8);
    }

    [Fact]
    public void ShareInterval_AllCounted_HasALowerEndAllTheSame()
    {
        var (low, high) = GroupJackknife.ShareInterval(1, 0, 100, 20, 95);

        Assert.Equal(100 / (100 + (2.093024054408263 * 2.093024054408263)), low, 1e-8);
        Assert.Equal(1, high, 1e-12);
    }

    [Fact]
    public void ShareInterval_LargerError_IsWider()
    {
        var (narrow, wide) =
            (GroupJackknife.ShareInterval(0.9, 0.03, 100, 20, 95), GroupJackknife.ShareInterval(0.9, 0.06, 100, 20, 95));

        Assert.True(wide.Low < narrow.Low && wide.High > narrow.High);
    }
}
