using GanBench.Engine;
using GanBench.Random;
using GanBench.Recipes;
using static TorchSharp.torch;

namespace GanBench.Training;

/// <summary>Draws latent vectors: the same (seed, stream, index) gives the same vectors on every machine and device.</summary>
public static class LatentSource
{
    /// <summary>Draws vectors.</summary>
    /// <param name="options">Size and distribution.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="stream">Name of the stream.</param>
    /// <param name="index">Position in the stream.</param>
    /// <param name="count">How many vectors.</param>
    /// <param name="device">Where they are needed.</param>
    /// <returns>float32, count×latent.</returns>
    public static Tensor Draw(NetworkOptions options, ulong seed, string stream, long index, int count, Device device)
    {
        var random = new RandomStream(seed, stream, index);
        return TensorMemory.Create([count, options.Latent], Fill).MoveTo(device);

        void Fill(Span<float> values)
        {
            if (options.LatentDistribution == LatentDistribution.Normal)
            {
                random.FillNormal(values);
                return;
            }
            random.FillUniform(values);
            for (var i = 0; i < values.Length; i++)
                values[i] = (2 * values[i]) - 1;
        }
    }
}
