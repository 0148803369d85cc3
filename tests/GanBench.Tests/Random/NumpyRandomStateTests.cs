using GanBench.Random;
using GanBench.Tests.Metrics;

namespace GanBench.Tests.Random;

/// <summary>tests/golden/numpy_random.json, made by numpy_random.py with NumPy's own RandomState.</summary>
public sealed class NumpyRandomStateTests
{
    public static TheoryData<int> Cases => [0, 1, 2, 3];

    [Theory]
    [MemberData(nameof(Cases))]
    public void NextUInt32_GoldenSeed_GivesItsWords(int index)
    {
        var golden = Golden(index);
        var random = new NumpyRandomState((uint)golden.Number("seed"));

        foreach (var word in golden.Numbers("words"))
            Assert.Equal((uint)word, random.NextUInt32());
        for (var i = 0; i < 1500; i++)
            random.NextUInt32();
        Assert.Equal((uint)golden.Number("later"), random.NextUInt32());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Permutation_GoldenSeed_IsItsOrder(int index)
    {
        var golden = Golden(index);
        foreach (var expected in golden.GetProperty("orders").EnumerateArray())
        {
            var order = new NumpyRandomState((uint)golden.Number("seed")).Permutation((int)expected.Number("count"));

            Assert.Equal(expected.Numbers("first"), order.Take(10).Select(i => (double)i));
            Assert.Equal((long)expected.Number("weighted"), order.Select((place, i) => place * (i + 1L)).Sum());
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Choice_OneAfterTheOther_IsAsGolden(int index)
    {
        var golden = Golden(index);
        var random = new NumpyRandomState((uint)golden.Number("seed"));

        foreach (var (count, expected) in new[] { 60, 50, 60, 5 }.Zip(golden.GetProperty("choices").EnumerateArray()))
            Assert.Equal(expected.EnumerateArray().Select(e => e.GetInt32()), random.Choice(count, 5));
    }

    [Fact]
    public void Permutation_OfNothing_IsEmpty() => Assert.Empty(new NumpyRandomState(1).Permutation(0));

    private static System.Text.Json.JsonElement Golden(int index) =>
        MetricsGolden.Load("numpy_random.json").GetProperty("cases")[index];
}
