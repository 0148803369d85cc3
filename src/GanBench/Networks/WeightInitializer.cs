using GanBench.Random;
using GanBench.Recipes;
using static TorchSharp.torch;

namespace GanBench.Networks;

/// <summary>
/// Draws a network's initial weights. Each parameter has a random stream of its own, named after the network and the parameter, so
/// the same seed gives the same weights on every machine, device and engine.
/// </summary>
public static class WeightInitializer
{
    private const double DcganDeviation = 0.02;

    /// <summary>Sets every parameter, and the start vectors of spectral normalisation.</summary>
    /// <param name="module">A network built by <see cref="Network.Build"/>.</param>
    /// <param name="options">Distributions.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="network">Name of the network.</param>
    public static void Apply(nn.Module module, InitOptions options, ulong seed, string network)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        RandomStream Stream(string name) => new(seed, Streams.Init(network, name));

        var fanIn = 1L;
        foreach (var (name, parameter) in module.named_parameters())
        {
            var shape = parameter.shape;
            var values = new float[parameter.numel()];
            if (shape.Length >= 2)
            {
                var field = shape.Skip(2).Aggregate(1L, (a, b) => a * b);
                fanIn = shape[1] * field;
                Kernel(values, shape, options.Weights, fanIn, shape[0] * field, Stream(name));
            }
            else if (name.EndsWith(".weight", StringComparison.Ordinal))
            {
                if (options.NormalBatchNorm)
                    Normal(values, 1, DcganDeviation, Stream(name));
                else
                    Array.Fill(values, 1f);
            }
            else if (options.Weights == Initializer.PyTorchDefault)
            {
                // PyTorch draws the bias of a linear or convolutional layer from the bound of the weight before it; batch norm's is zero.
                var owner = name[..^".bias".Length];
                if (module.named_parameters().Any(p => p.Item1 == owner + ".weight" && p.Item2.shape.Length >= 2))
                    Uniform(values, 1 / Math.Sqrt(fanIn), Stream(name));
            }
            Copy(parameter, values);
        }
        foreach (var (name, buffer) in module.named_buffers())
        {
            if (!name.EndsWith(".u", StringComparison.Ordinal))
                continue;
            var values = new float[buffer.numel()];
            Normal(values, 0, 1, Stream(name));
            var length = (float)Math.Sqrt(values.Sum(v => (double)v * v));
            Copy(buffer, [.. values.Select(v => v / length)]);
        }
    }

    private static void Kernel(float[] values, long[] shape, Initializer kind, long fanIn, long fanOut, RandomStream stream)
    {
        switch (kind)
        {
            case Initializer.GlorotUniform:
                Uniform(values, Math.Sqrt(6.0 / (fanIn + fanOut)), stream);
                break;
            case Initializer.Normal002:
                Normal(values, 0, DcganDeviation, stream);
                break;
            case Initializer.KaimingNormal:
                Normal(values, 0, Math.Sqrt(2.0 / fanIn), stream);
                break;
            case Initializer.PyTorchDefault:
                Uniform(values, 1 / Math.Sqrt(fanIn), stream);
                break;
            case Initializer.Orthogonal:
                Orthogonal(values, (int)shape[0], stream);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown initializer.");
        }
    }

    private static void Uniform(float[] values, double bound, RandomStream stream)
    {
        for (var i = 0; i < values.Length; i++)
            values[i] = (float)stream.NextDouble(-bound, bound);
    }

    private static void Normal(float[] values, double mean, double deviation, RandomStream stream)
    {
        for (var i = 0; i < values.Length; i++)
            values[i] = (float)(mean + (deviation * stream.NextNormal()));
    }

    // Gram-Schmidt (twice, for accuracy) on the smaller dimension's vectors of a normal matrix rows × columns, in double.
    private static void Orthogonal(float[] values, int rows, RandomStream stream)
    {
        var columns = values.Length / rows;
        var (count, length) = (Math.Min(rows, columns), Math.Max(rows, columns));
        var vectors = new double[count][];
        for (var i = 0; i < count; i++)
        {
            var vector = vectors[i] = new double[length];
            for (var k = 0; k < length; k++)
                vector[k] = stream.NextNormal();
            for (var pass = 0; pass < 2; pass++)
            {
                for (var j = 0; j < i; j++)
                {
                    var dot = 0.0;
                    for (var k = 0; k < length; k++)
                        dot += vector[k] * vectors[j][k];
                    for (var k = 0; k < length; k++)
                        vector[k] -= dot * vectors[j][k];
                }
            }
            var norm = Math.Sqrt(vector.Sum(v => v * v));
            for (var k = 0; k < length; k++)
                vector[k] /= norm;
        }
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
                values[(row * columns) + column] = (float)(rows <= columns ? vectors[row][column] : vectors[column][row]);
        }
    }

    private static void Copy(Tensor destination, float[] values)
    {
        using var source = tensor(values, destination.shape);
        destination.copy_(source);
    }
}
