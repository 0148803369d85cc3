using GanBench.Metrics.Vendi;
using static TorchSharp.torch;

namespace GanBench.Tests.Metrics.Vendi;

public sealed class VendiTests
{
    public static TheoryData<int> Cases => [0, 1, 2];

    // tests/golden/metrics_vendi.json: eigenvalues of the whole n×n kernel by NumPy.
    [Theory]
    [MemberData(nameof(Cases))]
    public void Compute_GoldenFeatures_EqualsNumpy(int index)
    {
        var golden = MetricsGolden.Load("metrics_vendi.json").GetProperty("cases")[index];
        using var x = GoldenNoise.Features((uint)golden.Number("seed"), (int)golden.Number("n"), (int)golden.Number("d"));

        MetricsGolden.AssertRelative(golden.Number("vendi"), VendiScore.Compute(x), 1e-10);
    }

    [Fact]
    public void Compute_OneVectorManyTimes_IsOne()
    {
        using var x = GoldenNoise.Features(1, 1, 8);
        using var copies = x.expand(30, 8).clone();
        using var scaled = copies * arange(1, 31, dtype: float64).unsqueeze(1);

        Assert.Equal(1, VendiScore.Compute(copies), 1e-10);
        Assert.Equal(1, VendiScore.Compute(scaled), 1e-10);
    }

    [Fact]
    public void Compute_OrthogonalVectors_IsTheirNumber()
    {
        using var x = eye(12, 20, dtype: float64) * 3;

        Assert.Equal(12, VendiScore.Compute(x), 1e-9);
    }

    // Three directions in equal shares, each ten times: n above d takes the other Gram matrix.
    [Fact]
    public void Compute_ThreeDirectionsOftenRepeated_IsThree()
    {
        using var x = eye(3, 5, dtype: float64).repeat(10, 1);

        Assert.Equal(3, VendiScore.Compute(x), 1e-10);
    }

    [Fact]
    public void Compute_VectorsOfZeros_CountAsOneMore()
    {
        using var x = cat([eye(3, 5, dtype: float64), zeros(1, 5, dtype: float64)]);

        Assert.Equal(4, VendiScore.Compute(x), 1e-10);
    }

    [Fact]
    public void Compute_NotFinite_SaysSo()
    {
        using var x = full([3, 2], double.NaN, dtype: float64);

        Assert.Throws<DataException>(() => VendiScore.Compute(x));
    }

    [Fact]
    public void Metric_SidesOfTwoSizes_ComparesAsMany()
    {
        using var generated = new MemorySampleSet("g", GoldenNoise.Features(1, 60, 8));
        using var real = new MemorySampleSet("r", GoldenNoise.Features(2, 40, 8));

        var records = MemorySampleSet.Measure("vendi", generated, real);

        Assert.Equal(["vendi", "vendi-real"], records.Select(r => r.Name));
        Assert.Equal(VendiScore.Compute(generated.Features.narrow(0, 0, 40)), records[0].Value);
        Assert.Equal(VendiScore.Compute(real.Features), records[1].Value);
        Assert.All(records, r => Assert.Equal("40", r.Protocol["vectors"]));
    }
}
