using System.Text.Json;
using GanBench.Metrics.Kid;

namespace GanBench.Tests.Metrics.Kid;

/// <summary>Against torch-fidelity's own functions: tests/golden/metrics_torch_fidelity.json, made by the script beside it.</summary>
public sealed class TorchFidelityKidTests
{
    public static TheoryData<int> Whole => [0, 1, 2, 3, 4];

    public static TheoryData<int> Drawn => [0, 1, 2, 3];

    // Both sum in float64, in another order; the values are differences of sums up to a thousand times as large.
    [Theory]
    [MemberData(nameof(Whole))]
    public void UnbiasedMmd2_WholeSets_EqualsTorchFidelity(int index)
    {
        var golden = MetricsGolden.Load("metrics_torch_fidelity.json").GetProperty("whole")[index];
        using var x = GoldenNoise.Features(11, 40, 16);
        using var y = GoldenNoise.Features(12, 40, 16, 1.25);

        MetricsGolden.AssertRelative(golden.Number("mean"), KernelDistance.UnbiasedMmd2(x, y, Kernel(golden)), 1e-10);
    }

    [Theory]
    [MemberData(nameof(Drawn))]
    public void Compute_SubsetsDrawnAsNumpy_EqualsTorchFidelity(int index)
    {
        var golden = MetricsGolden.Load("metrics_torch_fidelity.json").GetProperty("drawn")[index];
        using var a = GoldenNoise.Features(1, 60, 8);
        using var b = GoldenNoise.Features(2, 50, 8, 1.5);
        // The last case has the sides changed: the first one given is drawn first.
        var (x, y) = index == 3 ? (b, a) : (a, b);

        var result = KernelDistance.Compute(
            x, y, (int)golden.Number("subsets"), (int)golden.Number("subset_size"), (ulong)golden.Number("seed"), Kernel(golden),
            SubsetDraw.Numpy);

        MetricsGolden.AssertRelative(golden.Number("mean"), result.Mean, 1e-10);
        MetricsGolden.AssertRelative(golden.Number("std"), result.StandardDeviation, 1e-10);
    }

    // Features as extractors give them are float32, and torch-fidelity then sums in float32: equal to its seven digits.
    [Fact]
    public void Compute_FeaturesOfFloat32_EqualsTorchFidelityToItsPrecision()
    {
        var golden = MetricsGolden.Load("metrics_torch_fidelity.json").GetProperty("float32");
        using var a = GoldenNoise.Features(1, 60, 8);
        using var b = GoldenNoise.Features(2, 50, 8, 1.5);
        using var x = a.to(TorchSharp.torch.float32);
        using var y = b.to(TorchSharp.torch.float32);

        var result = KernelDistance.Compute(x, y, 10, 20, 2020, draw: SubsetDraw.Numpy);

        MetricsGolden.AssertRelative(golden.Number("mean"), result.Mean, 1e-6);
    }

    [Fact]
    public void Compute_SeedThatNumpyHasNot_SaysSo()
    {
        using var x = GoldenNoise.Features(1, 10, 8);

        var error = Assert.Throws<DataException>(() => KernelDistance.Compute(x, x, 1, 5, 1UL << 32, draw: SubsetDraw.Numpy));

        Assert.Contains("4294967295", error.Message, StringComparison.Ordinal);
    }

    private static KidKernel Kernel(JsonElement golden)
    {
        if (golden.TryGetProperty("kernel", out _))
        {
            return new RadialKernel
            {
                Sigma = golden.TryGetProperty("kernel_rbf_sigma", out var sigma) ? sigma.GetDouble() : RadialKernel.DefaultSigma,
            };
        }
        return new PolynomialKernel
        {
            Degree = golden.TryGetProperty("kernel_poly_degree", out var degree) ? degree.GetInt32() : 3,
            Gamma = golden.TryGetProperty("kernel_poly_gamma", out var gamma) ? gamma.GetDouble() : null,
            Coefficient = golden.TryGetProperty("kernel_poly_coef0", out var coefficient) ? coefficient.GetDouble() : 1,
        };
    }
}
