using static TorchSharp.torch;

namespace GanBench.Tests.Architectures;

/// <summary>The numbers that tests/golden/architectures.py and the tests both make instead of storing them.</summary>
internal static class GoldenFormula
{
    /// <summary>Sines of multiples of the golden angle, on a grid of 1/1024; float64.</summary>
    public static Tensor Values(long[] shape, int seed)
    {
        var values = new double[shape.Aggregate(1L, (a, b) => a * b)];
        for (var i = 0; i < values.Length; i++)
            values[i] = Math.Round(Math.Sin(1.0 + seed + (2.399963 * (i + 1))) * 1024) / 1024;
        return tensor(values, shape);
    }

    /// <summary>Sets all parameters: kernels about He's size, scales around 1, biases around 0; start vectors of unit length.</summary>
    public static void Fill(nn.Module module)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var index = 0;
        foreach (var (name, parameter) in module.named_parameters())
        {
            var values = Values(parameter.shape, index++);
            if (parameter.shape.Length > 1)
                values *= Math.Sqrt(4.0 / (parameter.numel() / parameter.shape[0]));
            else
                values = name.EndsWith("weight", StringComparison.Ordinal) ? (values * 0.25) + 1 : values * 0.1;
            parameter.copy_(values);
        }
        index = 0;
        foreach (var (name, buffer) in module.named_buffers())
        {
            if (!name.EndsWith(".u", StringComparison.Ordinal))
                continue;
            var values = Values(buffer.shape, 50 + index++);
            buffer.copy_(values / values.norm());
        }
    }

    /// <summary>The sum of the values, of their squares, and of their products with <see cref="Values"/> of seed 7.</summary>
    public static double[] Sums(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        var flat = tensor.detach().reshape(-1);
        return [(double)flat.sum(), (double)flat.square().sum(), (double)(flat * Values([flat.numel()], 7)).sum()];
    }
}
