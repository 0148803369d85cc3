using GanBench.Statistics;

namespace GanBench.Tests.Statistics;

public class RankAgreementTests
{
    // Counted by hand: one order of n! is the same, n − 1 more differ by one swap of neighbours, ρ = 1 − 6·2/(n³ − n). With a tie of two,
    // two orders agree best.
    [Theory]
    [InlineData("1 2 3 4", 1, 1 / 24.0, 1)]
    [InlineData("1 2 4 3", 0.8, 4 / 24.0, 23 / 24.0)]
    [InlineData("4 3 2 1", -1, 1, 1 / 24.0)]
    [InlineData("1 2 3 4 5", 1, 1 / 120.0, 1)]
    [InlineData("1 3 2 4 5", 0.9, 5 / 120.0, 119 / 120.0)]
    [InlineData("10 10 30 40", 0.94868329805051377, 2 / 24.0, 1)]
    public void Of_FewPairs_CountsAllOrders(string second, double coefficient, double agreeing, double disagreeing)
    {
        var found = RankAgreement.Of(second.Split(' ').Select((y, i) => ((double)i, double.Parse(y))))!;

        Assert.Equal(coefficient, found.Coefficient, 1e-12);
        Assert.Equal((agreeing, disagreeing), (found.Agreeing, found.Disagreeing));
    }

    // ρ = 0.6 of nine pairs is the critical value of one-sided 0.05 in Zar's table (1972); t = 1.984 with 7 degrees of freedom gives 0.044.
    [Fact]
    public void Of_ManyPairs_ApproximatesByStudentsT()
    {
        double[] y = [5, 4, 3, 2, 1, 8, 7, 6, 9];

        var found = RankAgreement.Of(y.Select((v, i) => (i + 1.0, v)))!;

        Assert.Equal(0.6, found.Coefficient, 1e-12);
        Assert.Equal(0.0438, found.Agreeing, 1e-4);
        Assert.Equal(1, found.Agreeing + found.Disagreeing, 1e-12);
    }

    [Fact]
    public void Of_WhatDoesNotVaryOrIsTooLittle_IsNull()
    {
        Assert.Null(RankAgreement.Of([(1, 0), (2, 0), (3, 0), (4, 0)]));
        Assert.Null(RankAgreement.Of([(1, 0), (2, 1), (3, double.NaN)]));
    }
}
