using GanBench.Metrics.Modes;
using static TorchSharp.torch;

namespace GanBench.Tests.Metrics.Modes;

public sealed class EffectiveCountTests
{
    // Four points so far apart that nothing is similar, in shares of ½, ¼, ⅛, ⅛: the exponential of Shannon's entropy, 2^1.75.
    [Fact]
    public void Of_DissimilarModes_IsTheExponentialOfTheEntropy()
    {
        using var points = tensor(new[] { 0.0, 0, 0, 0, 100, 100, 200, 300 }, [8, 1]);

        Assert.Equal(Math.Pow(2, 1.75), EffectiveCount.Of(points, 1), 1e-12);
    }

    // Two points at the spacing: k = exp(−4), each has the mean similarity (1 + e⁻⁴) / 2.
    [Fact]
    public void Of_TwoPointsAtTheSpacing_CountAsLessThanTwo()
    {
        using var points = tensor(new[] { 0.0, 3 }, [2, 1]);

        Assert.Equal(2 / (1 + Math.Exp(-4)), EffectiveCount.Of(points, 3), 1e-12);
    }

    [Fact]
    public void Of_Copies_IsOne()
    {
        using var points = ones([50, 4]);

        Assert.Equal(1, EffectiveCount.Of(points, 0.5), 1e-12);
    }

    // 0, 1 and 5: the mean of the nine squared distances is 2 · (1 + 16 + 25) / 9.
    [Fact]
    public void Spread_OfThreePoints_IsTheRootOfTheMeanOverAllPairs()
    {
        using var points = tensor(new[] { 0.0, 1, 5 }, [3, 1]);

        Assert.Equal(Math.Sqrt(84 / 9.0), EffectiveCount.Spread(points), 1e-12);
    }

    // Nearest others: 1, 1, 2, 5 and twice 2 of the twins at 3, whose own distance does not count.
    [Fact]
    public void Spacing_Twins_AreNoNeighbours()
    {
        using var points = tensor(new[] { 0.0, 1, 3, 3, 8 }, [5, 1]);
        using var equal = ones([5, 2]);

        Assert.Equal(2, EffectiveCount.Spacing(points));
        Assert.Null(EffectiveCount.Spacing(equal));
    }
}
