using GanBench.Metrics.Neighbours;
using GanBench.Metrics.Prdc;
using static TorchSharp.torch;

namespace GanBench.Tests.Metrics;

public sealed class NeighbourhoodsTests
{
    public static TheoryData<int> Cases => [.. Enumerable.Range(0, 4)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Compute_GoldenFeatures_EqualsBruteForce(int index)
    {
        var golden = MetricsGolden.Load("metrics_features.json").GetProperty("prdc")[index];
        using var real = GoldenNoise.Features(21, 150, 8);
        using var fake = GoldenNoise.Features(22, 120, 8, 0.75);

        var rule = golden.GetProperty("inclusive").GetBoolean() ? RadiusRule.BelowOrEqual : RadiusRule.Below;
        var result = Neighbourhoods.Compute(real, fake, (int)golden.Number("k"), rule);

        Assert.Equal(golden.Number("precision"), result.Precision, 1e-12);
        Assert.Equal(golden.Number("recall"), result.Recall, 1e-12);
        Assert.Equal(golden.Number("density"), result.Density, 1e-12);
        Assert.Equal(golden.Number("coverage"), result.Coverage, 1e-12);
    }

    [Fact]
    public void Compute_OneRealImageRepeated_IsPreciseButCoversNothing()
    {
        using var real = GoldenNoise.Features(21, 100, 8);
        using var collapsed = real.narrow(0, 17, 1).expand(80, 8).contiguous();

        var result = Neighbourhoods.Compute(real, collapsed);

        Assert.Equal(1.0, result.Precision);
        Assert.Equal(0.0, result.Recall);
        // Only the balls that reach real image 17 hold a sample: its own and those of about k others.
        Assert.InRange(result.Coverage, 0.01, 0.15);
    }

    [Fact]
    public void Compute_ArgumentsSwapped_MirrorsPrecisionAndRecall()
    {
        using var real = GoldenNoise.Features(21, 100, 8);
        using var fake = GoldenNoise.Features(22, 90, 8, 0.5);

        var forward = Neighbourhoods.Compute(real, fake);
        var backward = Neighbourhoods.Compute(fake, real);

        Assert.Equal(forward.Precision, backward.Recall);
        Assert.Equal(forward.Recall, backward.Precision);
        // Narrower samples: faithful, not diverse.
        Assert.True(forward.Precision > forward.Recall);
    }

    [Fact]
    public void Compute_Duplicates_DependOnTheRule()
    {
        // Every image five times: radii are 0 with k = 3, and no distance is below 0.
        using var few = GoldenNoise.Features(21, 20, 8);
        using var copies = few.repeat(5, 1);

        Assert.Equal(0, Neighbourhoods.Compute(copies, copies, 3).Precision);
        Assert.Equal(1, Neighbourhoods.Compute(copies, copies, 3, RadiusRule.BelowOrEqual).Precision);
    }

    // torch-fidelity 0.4.0, metric_prc.prc_features_to_metric, whose balls include their surface: tests/golden/metrics_peers.py.
    [Fact]
    public void Compute_RepeatedVectors_EqualsTorchFidelityWithSurfacesIncluded()
    {
        var golden = MetricsGolden.Load("metrics_peers.json").GetProperty("repeated");
        var (times, k) = ((int)golden.Number("times"), (int)golden.Number("neighbours"));
        using var vectors = GoldenNoise.Features(21, (int)golden.Number("real"), 8);
        using var real = vectors.repeat_interleave(times, 0);
        using var fake = vectors.narrow(0, 0, (int)golden.Number("fake")).repeat_interleave(times, 0);

        var included = Neighbourhoods.Compute(real, fake, k, RadiusRule.BelowOrEqual);
        var excluded = Neighbourhoods.Compute(real, fake, k);

        Assert.Equal((1, 0.75), (golden.Number("precision"), golden.Number("recall")));
        Assert.Equal((golden.Number("precision"), golden.Number("recall")), (included.Precision, included.Recall));
        Assert.Equal(golden.Number("f_score"), included.F1, 1e-12);
        // All radii are 0, and no distance is below.
        Assert.Equal((0, 0), (excluded.Precision, excluded.Recall));
    }

    [Fact]
    public void Compute_IdenticalDistributions_CoversAsTheoryExpects()
    {
        using var real = GoldenNoise.Features(21, 1000, 16);
        using var fake = GoldenNoise.Features(22, 1000, 16);

        // Naeem et al. 2020: 1 − 2⁻ᵏ for equal sizes.
        Assert.InRange(Neighbourhoods.Compute(real, fake, 5).Coverage, 0.95, 0.985);
    }

    [Fact]
    public void Compute_NotMoreThanKSamples_SaysSo()
    {
        using var few = GoldenNoise.Features(21, 5, 8);

        var error = Assert.Throws<DataException>(() => Neighbourhoods.Compute(few, few, 5));

        Assert.Contains("at least 6 samples", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_NearestNeighbours_EqualsBruteForce()
    {
        using var queries = GoldenNoise.Features(31, 20, 6);
        using var candidates = GoldenNoise.Features(32, 50, 6);
        var (q, c) = (queries.data<double>().ToArray(), candidates.data<double>().ToArray());

        var table = NearestNeighbours.Find(queries, candidates, 3);

        for (var i = 0; i < 20; i++)
        {
            var expected = Enumerable.Range(0, 50)
                .Select(j => (Index: j, Distance: Math.Sqrt(Enumerable.Range(0, 6).Sum(f => Math.Pow(q[(i * 6) + f] - c[(j * 6) + f], 2)))))
                .OrderBy(p => p.Distance).Take(3).ToList();
            Assert.Equal(expected.Select(e => e.Index), table.Indices[i]);
            Assert.All(expected.Zip(table.Distances[i]), p => Assert.Equal(p.First.Distance, p.Second, 1e-10));
        }
    }

    [Fact]
    public void Find_OfACopy_HasDistanceExactlyZero()
    {
        using var candidates = GoldenNoise.Features(32, 50, 200).to(float32);
        using var copy = candidates.narrow(0, 7, 1).clone();

        var table = NearestNeighbours.Find(copy, candidates);

        Assert.Equal(7, table.Indices[0][0]);
        Assert.Equal(0, table.Distances[0][0]);
    }
}
