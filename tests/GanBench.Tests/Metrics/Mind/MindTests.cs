using GanBench.Metrics.Mind;
using static TorchSharp.torch;

namespace GanBench.Tests.Metrics.Mind;

public sealed class MindTests
{
    // tests/golden/metrics_torch_fidelity.json: torch-fidelity's mind_features_to_metric, in float32, and the same formula by NumPy in
    // float64, both along the directions that torch's generator drew.
    [Fact]
    public void Compute_DirectionsOfTorchFidelity_EqualsIt()
    {
        var golden = MetricsGolden.Load("metrics_torch_fidelity.json").GetProperty("mind")[0];
        using var x = GoldenNoise.Features(41, 100, 16);
        using var y = GoldenNoise.Features(42, 100, 16, 1.25);
        using var directions = tensor(golden.Numbers("directions"), [(long)golden.Number("projections"), 16]);

        var value = MindDistance.Compute(x, y, directions);

        MetricsGolden.AssertRelative(golden.Number("value"), value, 1e-6);
        MetricsGolden.AssertRelative(golden.Number("numpy"), value, 1e-12);
    }

    // torch-fidelity 0.5.0's metric_mind.py, header: with α = 3d a shift by δ costs 3d · mean (u·δ)².
    [Fact]
    public void Compute_ShiftedSet_CostsTheShiftAlongEveryDirection()
    {
        using var x = GoldenNoise.Features(41, 50, 4);
        using var shift = tensor(new[] { 0.5, 0, 0, -1 });
        using var y = x + shift;
        using var directions = MindDistance.Directions(20, 4, seed: 1);
        using var along = directions.mv(shift);

        MetricsGolden.AssertRelative(
            12 * along.pow(2).mean().item<double>(), MindDistance.Compute(x, y, directions), 1e-12);
    }

    [Fact]
    public void Compute_SameSetInAnotherOrder_IsZero()
    {
        using var x = GoldenNoise.Features(41, 50, 8);
        using var directions = MindDistance.Directions(30, 8, seed: 1);
        using var reversed = x.flip(0);

        Assert.Equal(0, MindDistance.Compute(x, x, directions));
        Assert.Equal(0, MindDistance.Compute(x, reversed, directions), 1e-20);
    }

    [Fact]
    public void Compute_SidesExchanged_IsTheSame()
    {
        using var x = GoldenNoise.Features(41, 50, 8);
        using var y = GoldenNoise.Features(42, 50, 8, 2);
        using var directions = MindDistance.Directions(30, 8, seed: 1);

        MetricsGolden.AssertRelative(MindDistance.Compute(x, y, directions), MindDistance.Compute(y, x, directions), 1e-12);
    }

    // A mean and a covariance do not tell these two apart.
    [Fact]
    public void Compute_EqualMomentsOfOrderTwo_SeesTheShape()
    {
        using var x = tensor(Enumerable.Range(0, 300).Select(i => i % 2 == 0 ? 1.0 : -1.0).ToArray(), [300, 1]);
        using var y = tensor(Enumerable.Range(0, 300).Select(i => i % 3 == 0 ? -Math.Sqrt(2) : Math.Sqrt(0.5)).ToArray(), [300, 1]);
        using var directions = ones([1, 1], dtype: float64);

        // Quantiles: −√2 against −1 on a third, √½ against −1 on a sixth, √½ against 1 on a half.
        var expected = 3 * ((Sq(Math.Sqrt(2) - 1) / 3) + (Sq(Math.Sqrt(0.5) + 1) / 6) + (Sq(1 - Math.Sqrt(0.5)) / 2));
        MetricsGolden.AssertRelative(expected, MindDistance.Compute(x, y, directions), 1e-12);

        static double Sq(double v) => v * v;
    }

    [Fact]
    public void Compute_FewerVectorsOnOneSide_TakesTheFirstOfTheOther()
    {
        using var x = GoldenNoise.Features(41, 80, 8);
        using var y = GoldenNoise.Features(42, 50, 8);
        using var directions = MindDistance.Directions(30, 8, seed: 1);

        Assert.Equal(MindDistance.Compute(x.narrow(0, 0, 50), y, directions), MindDistance.Compute(x, y, directions));
    }

    [Fact]
    public void Compute_DifferentLengths_SaysSo()
    {
        using var x = GoldenNoise.Features(41, 10, 8);
        using var y = GoldenNoise.Features(41, 10, 4);

        Assert.Throws<DataException>(() => MindDistance.Compute(x, y, x));
    }

    [Fact]
    public void Metric_Record_CarriesWhatDecidesIt()
    {
        using var x = new MemorySampleSet("x", GoldenNoise.Features(41, 80, 8));
        using var y = new MemorySampleSet("y", GoldenNoise.Features(42, 50, 8));
        var options = MemorySampleSet.With(("mind.projections", "30")) with { Seed = 3 };

        var record = MemorySampleSet.Measure("mind", x, y, options)[0];

        using var directions = MindDistance.Directions(30, 8, seed: 3);
        Assert.Equal(MindDistance.Compute(x.Features, y.Features, directions), record.Value);
        Assert.Equal(("50", "30", "3 × 8", "3"),
            (record.Protocol["vectors"], record.Protocol["projections"], record.Protocol["scale"], record.Protocol["seed"]));
        Assert.NotEqual(record.Value, MemorySampleSet.Measure("mind", x, y, options with { Seed = 4 })[0].Value);
    }
}
