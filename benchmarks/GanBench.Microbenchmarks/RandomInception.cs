using GanBench.Random;
using static TorchSharp.torch;

namespace GanBench.Microbenchmarks;

/// <summary>Weights for FID's Inception with the right shapes and random numbers: its time does not depend on them.</summary>
internal static class RandomInception
{
    /// <summary>Makes a state dictionary.</summary>
    public static Dictionary<string, Tensor> Make()
    {
        var weights = new Dictionary<string, Tensor>();
        void Conv(string name, long output, long input, long rows, long columns)
        {
            weights[name + ".conv.weight"] = Numbers(name, [output, input, rows, columns], MathF.Sqrt(2f / (input * rows * columns)));
            foreach (var suffix in new[] { "weight", "running_var" })
                weights[$"{name}.bn.{suffix}"] = ones(output);
            foreach (var suffix in new[] { "bias", "running_mean" })
                weights[$"{name}.bn.{suffix}"] = zeros(output);
        }
        Conv("Conv2d_1a_3x3", 32, 3, 3, 3);
        Conv("Conv2d_2a_3x3", 32, 32, 3, 3);
        Conv("Conv2d_2b_3x3", 64, 32, 3, 3);
        Conv("Conv2d_3b_1x1", 80, 64, 1, 1);
        Conv("Conv2d_4a_3x3", 192, 80, 3, 3);
        foreach (var (block, input, pool) in new[] { ("Mixed_5b", 192, 32), ("Mixed_5c", 256, 64), ("Mixed_5d", 288, 64) })
        {
            Conv(block + ".branch1x1", 64, input, 1, 1);
            Conv(block + ".branch5x5_1", 48, input, 1, 1);
            Conv(block + ".branch5x5_2", 64, 48, 5, 5);
            Conv(block + ".branch3x3dbl_1", 64, input, 1, 1);
            Conv(block + ".branch3x3dbl_2", 96, 64, 3, 3);
            Conv(block + ".branch3x3dbl_3", 96, 96, 3, 3);
            Conv(block + ".branch_pool", pool, input, 1, 1);
        }
        Conv("Mixed_6a.branch3x3", 384, 288, 3, 3);
        Conv("Mixed_6a.branch3x3dbl_1", 64, 288, 1, 1);
        Conv("Mixed_6a.branch3x3dbl_2", 96, 64, 3, 3);
        Conv("Mixed_6a.branch3x3dbl_3", 96, 96, 3, 3);
        foreach (var (block, c) in new[] { ("Mixed_6b", 128), ("Mixed_6c", 160), ("Mixed_6d", 160), ("Mixed_6e", 192) })
        {
            Conv(block + ".branch1x1", 192, 768, 1, 1);
            Conv(block + ".branch7x7_1", c, 768, 1, 1);
            Conv(block + ".branch7x7_2", c, c, 1, 7);
            Conv(block + ".branch7x7_3", 192, c, 7, 1);
            Conv(block + ".branch7x7dbl_1", c, 768, 1, 1);
            Conv(block + ".branch7x7dbl_2", c, c, 7, 1);
            Conv(block + ".branch7x7dbl_3", c, c, 1, 7);
            Conv(block + ".branch7x7dbl_4", c, c, 7, 1);
            Conv(block + ".branch7x7dbl_5", 192, c, 1, 7);
            Conv(block + ".branch_pool", 192, 768, 1, 1);
        }
        Conv("Mixed_7a.branch3x3_1", 192, 768, 1, 1);
        Conv("Mixed_7a.branch3x3_2", 320, 192, 3, 3);
        Conv("Mixed_7a.branch7x7x3_1", 192, 768, 1, 1);
        Conv("Mixed_7a.branch7x7x3_2", 192, 192, 1, 7);
        Conv("Mixed_7a.branch7x7x3_3", 192, 192, 7, 1);
        Conv("Mixed_7a.branch7x7x3_4", 192, 192, 3, 3);
        foreach (var (block, input) in new[] { ("Mixed_7b", 1280), ("Mixed_7c", 2048) })
        {
            Conv(block + ".branch1x1", 320, input, 1, 1);
            Conv(block + ".branch3x3_1", 384, input, 1, 1);
            Conv(block + ".branch3x3_2a", 384, 384, 1, 3);
            Conv(block + ".branch3x3_2b", 384, 384, 3, 1);
            Conv(block + ".branch3x3dbl_1", 448, input, 1, 1);
            Conv(block + ".branch3x3dbl_2", 384, 448, 3, 3);
            Conv(block + ".branch3x3dbl_3a", 384, 384, 1, 3);
            Conv(block + ".branch3x3dbl_3b", 384, 384, 3, 1);
            Conv(block + ".branch_pool", 192, input, 1, 1);
        }
        weights["fc.weight"] = Numbers("fc", [1008, 2048], 0.02f);
        return weights;
    }

    private static Tensor Numbers(string name, long[] shape, float scale)
    {
        var values = new float[shape.Aggregate(1L, (a, b) => a * b)];
        new RandomStream(1, name).FillNormal(values);
        for (var i = 0; i < values.Length; i++)
            values[i] *= scale;
        return tensor(values, shape);
    }
}
