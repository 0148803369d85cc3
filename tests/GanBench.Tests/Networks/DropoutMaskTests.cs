using System.Runtime.Intrinsics.X86;
using GanBench.Networks;

namespace GanBench.Tests.Networks;

/// <summary>The vectorised masks against the definition, one Philox block after the other.</summary>
public class DropoutMaskTests
{
    private const ulong Key = 0x1234_5678_9ABC_DEF0, Counter = 0xFEDC_BA98_0001_0002;

    public static TheoryData<int, double> Cases => new()
    {
        { 0, 0.5 }, { 1, 0.5 }, { 31, 0.25 }, { 32, 0.25 }, { 33, 0.3 }, { 1_000, 0.3 }, { 4_099, 0.9 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Fill_AnyLength_HasTheBitsOfTheDefinition(int length, double rate)
    {
        var actual = new float[length];
        DropoutMask.Fill(actual, rate, Key, Counter);

        Assert.Equal(Defined(length, rate), actual);
    }

    [Avx2Theory]
    [MemberData(nameof(Cases))]
    public void FillHalf_AnyLength_HasTheBitsOfTheDefinition(int length, double rate)
    {
        var actual = new float[length];
        var done = DropoutMask.FillHalf(actual, Threshold(rate), Keep(rate), Key, Counter);
        DropoutMask.FillRest(actual, done, Threshold(rate), Keep(rate), Key, Counter);

        Assert.Equal(Defined(length, rate), actual);
    }

    [Avx512Theory]
    [MemberData(nameof(Cases))]
    public void FillWide_AnyLength_HasTheBitsOfTheDefinition(int length, double rate)
    {
        var actual = new float[length];
        var done = DropoutMask.FillWide(actual, Threshold(rate), Keep(rate), Key, Counter);
        DropoutMask.FillRest(actual, done, Threshold(rate), Keep(rate), Key, Counter);

        Assert.Equal(Defined(length, rate), actual);
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

    private static uint Threshold(double rate) => (uint)(rate * 4294967296.0);

    private static float Keep(double rate) => (float)(1 / (1 - rate));

    private static float[] Defined(int length, double rate)
    {
        var values = new float[length];
        DropoutMask.FillRest(values, 0, Threshold(rate), Keep(rate), Key, Counter);
        return values;
    }

    private sealed class Avx2TheoryAttribute : TheoryAttribute
    {
        public Avx2TheoryAttribute() => Skip = Avx2.IsSupported ? null : "This processor has no AVX2.";
    }

    private sealed class Avx512TheoryAttribute : TheoryAttribute
    {
        public Avx512TheoryAttribute() => Skip = Avx512F.IsSupported ? null : "This processor has no AVX-512.";
    }
}
