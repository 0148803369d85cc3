using GanBench.Statistics;

namespace GanBench.Tests.Statistics;

public class FisherTestTests
{
    // Fisher's lady tasting tea (The Design of Experiments, 1935, II): of C(8, 4) = 70 choices 1 + 16 are as good as 3 of 4, and as many as
    // bad; one is perfect, one wholly wrong. The third is SciPy's example of fisher_exact, [[8, 2], [1, 5]]: of C(16, 9) = 11,440 tables
    // C(10, 8)·6 = 270 hold 8, and those that are no more likely 10 (9 of them) and 120 (3 of them).
    [Theory]
    [InlineData(3, 4, 1, 4, 34 / 70.0)]
    [InlineData(4, 4, 0, 4, 2 / 70.0)]
    [InlineData(8, 10, 1, 6, 400 / 11_440.0)]
    [InlineData(5, 36, 5, 36, 1)]
    [InlineData(0, 0, 3, 4, 1)]
    public void PValue_KnownTables_AreExact(int first, int firstTotal, int second, int secondTotal, double expected)
    {
        Assert.Equal(expected, FisherTest.PValue(first, firstTotal, second, secondTotal), 1e-12);
        Assert.Equal(expected, FisherTest.PValue(second, secondTotal, first, firstTotal), 1e-12);
    }
}
