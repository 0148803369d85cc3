using GanBench.Metrics.Numerics;
using GanBench.Metrics.Prdc;
using static TorchSharp.torch;

namespace GanBench.Tests.Metrics.Numerics;

public sealed class SquaredDistancesTests
{
    // The spread stays, the mean grows: of float64 distances by differences, only the rounding of the vectors themselves changes.
    [Theory]
    [InlineData(0)]
    [InlineData(1e2)]
    [InlineData(1e4)]
    [InlineData(1e6)]
    public void Neighbourhoods_LargeMean_EqualBruteForce(double shift)
    {
        using var real = Shifted(41, shift);
        using var fake = Shifted(42, shift);

        var result = Neighbourhoods.Compute(real, fake);

        Assert.Equal(BruteForce(real, fake, Neighbourhoods.DefaultNeighbours), result);
        Assert.InRange(result.Precision, 0.8, 1);
        Assert.InRange(result.Recall, 0.7, 1);
        Assert.InRange(result.Density, 0.8, 1.2);
        Assert.InRange(result.Coverage, 0.8, 1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1e4)]
    [InlineData(1e6)]
    public void ForEachBlock_AnyMean_EqualsDifferences(double shift)
    {
        using var x = Shifted(41, shift);
        using var y = Shifted(42, shift);

        AssertEqualDifferences(x, y);
        AssertEqualDifferences(x, x);
    }

    // Distances from 1e-7 to 1 within float32 vectors: near copies, copies, and clusters that are tight against what lies between them.
    [Fact]
    public void ForEachBlock_CopiesAndNearCopies_EqualDifferences()
    {
        using var scope = NewDisposeScope();
        var vectors = GoldenNoise.Features(43, 60, 24).to(float32);
        var near = vectors + (GoldenNoise.Features(44, 60, 24).to(float32) * 1e-6f);

        AssertEqualDifferences(vectors, cat([vectors.narrow(0, 10, 50), near]));
    }

    [Fact]
    public void ForEachBlock_TightClusters_EqualDifferences()
    {
        using var scope = NewDisposeScope();
        // Four clusters of 60, in each of which there are two of a hundredth, so that every row has more close pairs than few.
        var centres = GoldenNoise.Features(45, 4, 12).repeat_interleave(60, 0);
        var inner = GoldenNoise.Features(46, 8, 12).repeat_interleave(30, 0) * 1e-4;
        var x = centres + inner + (GoldenNoise.Features(47, 240, 12) * 1e-6);
        var y = centres + inner + (GoldenNoise.Features(48, 240, 12) * 1e-6);

        AssertEqualDifferences(x, y);
        AssertEqualDifferences(x, x);
    }

    [Fact]
    public void ForEachBlock_OneVectorRepeated_IsZero()
    {
        using var scope = NewDisposeScope();
        var vectors = (GoldenNoise.Features(49, 1, 64) + 0.1).to(float32).repeat(200, 1);
        using var distances = new SquaredDistances(vectors);

        distances.ForEachBlock(vectors, (_, block) => Assert.Equal(0, block.abs().max().item<double>()));
        distances.ForEachOwnBlock((_, block) => Assert.Equal(0, block.abs().max().item<double>()));
    }

    // Every sample is a copy of a neighbour that a radius reaches to: it lies on the surface, however distances were summed.
    [Fact]
    public void Neighbourhoods_CopiesOnSurfaces_AreInsideBySurfacesIncludedAlone()
    {
        using var real = GoldenNoise.Features(50, 64, 300);
        using var fake = real.narrow(0, 0, 10).clone();

        Assert.Equal(BruteForce(real, fake, 4), Neighbourhoods.Compute(real, fake, 4));
        Assert.Equal(
            BruteForce(real, fake, 4, RadiusRule.BelowOrEqual), Neighbourhoods.Compute(real, fake, 4, RadiusRule.BelowOrEqual));
        Assert.NotEqual(
            Neighbourhoods.Compute(real, fake, 4).Density, Neighbourhoods.Compute(real, fake, 4, RadiusRule.BelowOrEqual).Density);
    }

    private static Tensor Shifted(uint seed, double shift) =>
        tensor(GoldenNoise.Normal(seed, 800).Select(v => shift + (1e-3 * v)).ToArray(), [100, 8]);

    private static void AssertEqualDifferences(Tensor x, Tensor y)
    {
        var expected = Differences(x, y);
        using var distances = new SquaredDistances(y);
        var rows = 0;
        distances.ForEachBlock(x, (first, block) => rows += Check(first, block));
        Assert.Equal(x.shape[0], rows);
        if (ReferenceEquals(x, y))
            distances.ForEachOwnBlock((first, block) => Check(first, block));

        int Check(int first, Tensor block)
        {
            var values = block.contiguous().data<double>().ToArray();
            for (var i = 0; i < values.Length; i++)
            {
                var exact = expected[first + (i / y.shape[0]), i % y.shape[0]];
                Assert.True(
                    Math.Abs(values[i] - exact) <= SquaredDistances.RelativeRounding * exact, $"{values[i]} instead of {exact} at {i}");
            }
            return (int)block.shape[0];
        }
    }

    private static PrdcResult BruteForce(Tensor real, Tensor fake, int k, RadiusRule rule = RadiusRule.Below)
    {
        var (rr, ff, rf) = (Differences(real, real), Differences(fake, fake), Differences(real, fake));
        var (n, m) = (rf.GetLength(0), rf.GetLength(1));
        var (ofReal, ofFake) = (Radii(rr), Radii(ff));
        var (i, j) = (Enumerable.Range(0, n), Enumerable.Range(0, m));
        return new PrdcResult(
            j.Count(f => i.Any(r => Inside(rf[r, f], ofReal[r]))) / (double)m,
            i.Count(r => j.Any(f => Inside(rf[r, f], ofFake[f]))) / (double)n,
            i.Sum(r => j.Count(f => Inside(rf[r, f], ofReal[r]))) / ((double)k * m),
            i.Count(r => j.Any(f => Inside(rf[r, f], ofReal[r]))) / (double)n);

        bool Inside(double squared, double radius) => rule == RadiusRule.Below ? squared < radius : squared <= radius;

        double[] Radii(double[,] own) =>
            [.. Enumerable.Range(0, own.GetLength(0)).Select(
                a => Enumerable.Range(0, own.GetLength(1)).Select(b => own[a, b]).Order().ElementAt(k))];
    }

    private static double[,] Differences(Tensor x, Tensor y)
    {
        using var scope = NewDisposeScope();
        var (a, b) = (x.to(float64).data<double>().ToArray(), y.to(float64).data<double>().ToArray());
        var d = (int)x.shape[1];
        var result = new double[x.shape[0], y.shape[0]];
        for (var i = 0; i < result.GetLength(0); i++)
        {
            for (var j = 0; j < result.GetLength(1); j++)
                result[i, j] = Enumerable.Range(0, d).Sum(f => Math.Pow(a[(i * d) + f] - b[(j * d) + f], 2));
        }
        return result;
    }
}
