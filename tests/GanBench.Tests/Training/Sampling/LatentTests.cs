using GanBench.Metrics.Numpy;
using GanBench.Random;
using GanBench.Recipes;
using GanBench.Storage;
using GanBench.Testing;
using GanBench.Training;
using GanBench.Training.Sampling;
using TorchSharp;

namespace GanBench.Tests.Training.Sampling;

public sealed class LatentTests : IDisposable
{
    private static readonly NetworkOptions Normal = new() { Latent = 100 };
    private static readonly NetworkOptions Uniform = Normal with { LatentDistribution = LatentDistribution.Uniform };

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Draw_MoreThanABatch_BeginsWithTheSameVectorsWhateverTheirNumber()
    {
        var (few, many) = (LatentSet.Draw(Normal, 7, 3), LatentSet.Draw(Normal, 7, 203));

        Assert.Equal(203, many.Count);
        Assert.Equal(few.Values, many.Values[..300]);
        using var third = LatentSource.Draw(Normal, 7, Streams.LatentEvaluation, 2, 3, torch.CPU);
        Assert.Equal(third.data<float>().ToArray(), many.Values[20_000..]);
    }

    [Fact]
    public void Loop_BetweenNormalVectors_KeepsTheirLengthAndTurnsEvenly()
    {
        var latents = LatentSet.Draw(Normal, 1, 3);

        var walk = LatentWalk.Loop(latents, 3, LatentDistribution.Normal);

        Assert.Equal(12, walk.Count);
        for (var i = 0; i < 3; i++)
            Assert.Equal(latents[i], walk[4 * i]);
        for (var i = 0; i < walk.Count; i++)
        {
            // Vectors of 100 normal numbers are about 10 long, and so are all between them; on a straight line the middle would be 7.
            Assert.InRange(Math.Sqrt(Dot(walk[i], walk[i])), 8, 12);
            var before = walk[i];
            var after = walk[(i + 1) % walk.Count];
            var angle = Math.Acos(Dot(before, after) / Math.Sqrt(Dot(before, before) * Dot(after, after)));
            Assert.InRange(angle, 0.3, 0.5);
        }
    }

    [Fact]
    public void Rows_BetweenVectors_HaveBothEnds()
    {
        var latents = LatentSet.Draw(Normal, 1, 3);

        var rows = LatentWalk.Rows(latents, 2, LatentDistribution.Normal);

        Assert.Equal(8, rows.Count);
        Assert.Equal(latents[0], rows[0]);
        Assert.Equal(latents[1], rows[3]);
        Assert.Equal(latents[1], rows[4]);
        Assert.Equal(latents[2], rows[7]);
    }

    [Fact]
    public void Rows_BetweenUniformVectors_StayUniform()
    {
        var rows = LatentWalk.Rows(LatentSet.Draw(Uniform, 1, 40), 1, LatentDistribution.Uniform);

        var middles = Enumerable.Range(0, 39).SelectMany(pair => rows[(3 * pair) + 1].ToArray()).ToList();
        Assert.All(middles, value => Assert.InRange(value, -1, 1));
        // The variance of uniform numbers on [-1, 1] is 1/3; that of the middles of straight lines would be 1/6.
        Assert.InRange(middles.Average(value => value * value), 0.31, 0.36);
    }

    [Fact]
    public void Rows_BetweenAVectorAndItself_StandStill()
    {
        var one = LatentSet.Draw(Normal, 1, 1);

        var rows = LatentWalk.Rows(one with { Values = [.. one.Values, .. one.Values] }, 1, LatentDistribution.Normal);

        Assert.All(rows[1].ToArray().Zip(one.Values), pair => Assert.Equal(pair.Second, pair.First, 1e-6f));
    }

    [Fact]
    public void Truncate_NormalVectors_KeepsRanksWithinTheBound()
    {
        var latents = LatentSet.Draw(Normal, 1, 50);

        var truncated = latents.Truncate(0.7);

        Assert.All(truncated.Values, value => Assert.InRange(value, -0.7, 0.7));
        // The variance of a standard normal number within ±0.7: 1 − 2·0.7·φ(0.7) / (2Φ(0.7) − 1) = 0.1519.
        Assert.InRange(truncated.Values.Average(value => value * value), 0.147, 0.157);
        Array.Sort([.. latents.Values], truncated.Values);
        Assert.Equal(truncated.Values.Order(), truncated.Values);
        Assert.All(latents.Values.Zip(latents.Truncate(50).Values), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }

    [Theory]
    [InlineData("z.npy")]
    [InlineData("z.safetensors")]
    public void Load_WhatWasSaved_IsTheSame(string name)
    {
        var latents = LatentSet.Draw(Normal, 3, 5);

        LatentFile.Save(_folder[name], latents);

        Assert.Equal(latents.Values, LatentFile.Load(_folder[name], 100).Values);
    }

    [Fact]
    public void Load_NumbersThatAreNoVectorsOfTheGenerator_SaysWhatIsThereAndWhatIsTaken()
    {
        Write("a.npy", new NpyArray([3, 99], new double[297]));
        Write("b.npy", new NpyArray([100], new double[100]));
        Write("c.npy", new NpyArray([1, 100], [.. new double[42], double.NaN, .. new double[57]]));
        SafeTensors.Save(_folder["d.safetensors"], [("x", torch.zeros(1, 100)), ("y", torch.zeros(1, 100))]);

        Assert.Contains("holds 3×99 numbers; this generator takes latent vectors N×100", Problem("a.npy"), StringComparison.Ordinal);
        Assert.Contains("N×100", Problem("b.npy"), StringComparison.Ordinal);
        Assert.Contains("NaN in row 0, column 42", Problem("c.npy"), StringComparison.Ordinal);
        Assert.Contains("no tensor 'latents'", Problem("d.safetensors"), StringComparison.Ordinal);
        Assert.Contains("e.npy", Problem("e.npy"), StringComparison.Ordinal);
        Assert.Contains("end in .npy or .safetensors", Assert.Throws<UsageException>(() => LatentFile.Load("z.csv", 100)).Message,
            StringComparison.Ordinal);

        string Problem(string name) => Assert.Throws<DataException>(() => LatentFile.Load(_folder[name], 100)).Message;
    }

    private void Write(string name, NpyArray array)
    {
        using var stream = File.Create(_folder[name]);
        NpyFormat.Write(stream, array);
    }

    private static double Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        var sum = 0.0;
        for (var i = 0; i < left.Length; i++)
            sum += (double)left[i] * right[i];
        return sum;
    }
}
