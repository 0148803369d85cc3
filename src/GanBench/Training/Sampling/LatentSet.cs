using GanBench.Engine;
using GanBench.Random;
using GanBench.Recipes;
using MathNet.Numerics.Distributions;
using static TorchSharp.torch;

namespace GanBench.Training.Sampling;

/// <summary>Latent vectors that samples are made of, in memory.</summary>
/// <param name="Dimension">Numbers per vector.</param>
/// <param name="Values">One vector after the other.</param>
public sealed record LatentSet(int Dimension, float[] Values)
{
    /// <summary>Vectors that are drawn at a time: number i of a seed is vector i % 100 of its batch i / 100.</summary>
    public const int BatchSize = 100;

    /// <summary>Number of vectors.</summary>
    public int Count => Values.Length / Dimension;

    /// <summary>One vector.</summary>
    /// <param name="index">Its number.</param>
    public ReadOnlySpan<float> this[int index] => Values.AsSpan(index * Dimension, Dimension);

    /// <summary>The first vectors of a seed.</summary>
    /// <param name="options">Size and distribution.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="count">How many.</param>
    public static LatentSet Draw(NetworkOptions options, ulong seed, int count)
    {
        var values = new float[checked(count * options.Latent)];
        for (var first = 0; first < count; first += BatchSize)
            DrawBatch(options, seed, first / BatchSize, Math.Min(BatchSize, count - first)).Values.CopyTo(values, first * options.Latent);
        return new LatentSet(options.Latent, values);
    }

    /// <summary>The vectors of one batch of a seed.</summary>
    /// <param name="options">Size and distribution.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="batch">Number of the batch.</param>
    /// <param name="count">How many of its vectors, from the first.</param>
    public static LatentSet DrawBatch(NetworkOptions options, ulong seed, int batch, int count = BatchSize)
    {
        using var vectors = LatentSource.Draw(options, seed, Streams.LatentEvaluation, batch, count, CPU);
        return new LatentSet(options.Latent, vectors.data<float>().ToArray());
    }

    /// <summary>Some vectors one after the other.</summary>
    /// <param name="first">Number of the first.</param>
    /// <param name="count">How many.</param>
    /// <param name="device">Where they are needed.</param>
    /// <returns>float32, count×<see cref="Dimension"/>.</returns>
    public Tensor ToTensor(int first, int count, Device device) => TensorMemory.Create(
        [count, Dimension], values => Values.AsSpan(first * Dimension, count * Dimension).CopyTo(values)).MoveTo(device);

    /// <summary>
    /// Standard normal vectors as if every number beyond ±<paramref name="bound"/> had been drawn again (the truncation trick of Brock et
    /// al. 2019, arXiv:1809.11096, section 3.1): smaller bounds give samples that are more typical and less various. Each number keeps its
    /// rank, so the same seed gives similar pictures under every bound.
    /// </summary>
    /// <param name="bound">Largest number, above 0.</param>
    public LatentSet Truncate(double bound)
    {
        var outside = Normal.CDF(0, 1, -bound);
        return this with
        {
            Values = [.. Values.Select(value =>
                (float)NormalQuantile.At(outside + (Probability(value) * (1 - (2 * outside)))))],
        };
    }

    /// <summary>The share of a standard normal distribution below a number, kept inside (0, 1).</summary>
    internal static double Probability(double value) => Math.Clamp(Normal.CDF(0, 1, value), 1e-15, 1 - 1e-15);
}
