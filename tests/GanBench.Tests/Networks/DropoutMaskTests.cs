using System.Runtime.Intrinsics.X86;
using GanBench.Networks;

namespace GanBench.Tests.Networks;

/// <summary>The vectorised masks against the definition, one Philox block after the other.</summary>
public class DropoutMaskTests
{
    private const ulong Key = 0x1234_5678_9ABC_DEF0, Counter = 0xFEDC_BA98_0001_0002;

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.5)]
    [InlineData(31, 0.25)]
    [InlineData(32, 0.25)]
    [InlineData(33, 0.3)]
    [InlineData(1_000, 0.3)]
    [InlineData(4_099, 0.9)]
    public void Fill_AnyLength_HasTheBitsOfTheDefinition(int length, double rate)
    {
        var (threshold, keep) = ((uint)(rate * 4294967296.0), (float)(1 / (1 - rate)));
        var expected = new float[length];
        DropoutMask.FillRest(expected, 0, threshold, keep, Key, Counter);

        var actual = new float[length];
        DropoutMask.Fill(actual, rate, Key, Counter);
        Assert.Equal(expected, actual);

        if (Avx2.IsSupported)
        {
            Array.Clear(actual);
            var done = DropoutMask.FillHalf(actual, threshold, keep, Key, Counter);
            DropoutMask.FillRest(actual, done, threshold, keep, Key, Counter);
            Assert.Equal(expected, actual);
        }
        if (Avx512F.IsSupported)
        {
            Array.Clear(actual);
            var done = DropoutMask.FillWide(actual, threshold, keep, Key, Counter);
            DropoutMask.FillRest(actual, done, threshold, keep, Key, Counter);
            Assert.Equal(expected, actual);
        }
    }

    [Fact]
    public void Fill_ManyValues_DropsItsShareAndKeepsTheMean()
    {
        var values = new float[100_000];

        DropoutMask.Fill(values, 0.3, Key, Counter);

        // Four standard deviations of a binomial share: 4 · √(0.3 · 0.7 / 100,000) = 0.0058.
        Assert.InRange(values.Count(v => v == 0) / 100_000.0, 0.3 - 0.0058, 0.3 + 0.0058);
        Assert.All(values, v => Assert.True(v == 0 || v == (float)(1 / 0.7)));
    }
}
