using GanBench.Engine;
using GanBench.Networks.Modules;
using GanBench.Recipes;
using static TorchSharp.torch;

namespace GanBench.Networks;

/// <summary>
/// Whether this machine's convolutions are right: float32 or bfloat16 against float64, for channels that fill no whole block of the library
/// below.
/// </summary>
public static class ConvolutionCheck
{
    // Input channels, output channels, stride; the last layer of a generator, the first of a discriminator, and uneven ones between.
    private static readonly (int Inputs, int Outputs, int Stride)[] Shapes =
        [(64, 1, 1), (64, 3, 1), (3, 32, 2), (20, 12, 1), (17, 64, 2), (64, 128, 2), (48, 80, 2)];

    /// <summary>The largest error of outputs and of both gradients, relative to the largest exact value.</summary>
    /// <param name="device">Where to compute.</param>
    /// <param name="precision">
    /// What in. Exact values of bfloat16 are of inputs, weights and gradients that are rounded to it, so that of results alone remains.
    /// </param>
    public static double LargestError(Device device, Precision precision = Precision.Float32)
    {
        var type = precision == Precision.Bf16 ? ScalarType.BFloat16 : ScalarType.Float32;
        var worst = 0.0;
        foreach (var (inputs, outputs, stride) in Shapes)
        {
            using var scope = NewDisposeScope();
            Tensor Draw(params long[] shape) => randn(shape, dtype: ScalarType.Float64, device: device);
            var (x, forward, transposed) = (Draw(8, inputs, 14, 14), Draw(outputs, inputs, 3, 3), Draw(inputs, outputs, 3, 3));
            if (type == ScalarType.BFloat16)
                (x, forward, transposed) = (Rounded(x), Rounded(forward), Rounded(transposed));
            worst = Math.Max(worst, Error((i, w) => Convolve.Forward(i, w, null, [stride, stride], [1, 1]), x, forward));
            worst = Math.Max(worst, Error((i, w) => Convolve.Transposed(i, w, null, [stride, stride], [1, 1]), x, transposed));
        }
        return worst;

        double Error(Func<Tensor, Tensor, Tensor> convolution, Tensor input, Tensor weight) =>
            LargestError(convolution, input, weight, type);
    }

    private static Tensor Rounded(Tensor tensor) => tensor.to(ScalarType.BFloat16).to(ScalarType.Float64);

    private static double LargestError(Func<Tensor, Tensor, Tensor> convolution, Tensor input, Tensor weight, ScalarType type)
    {
        // Numbers of the type, so that both compute from the same.
        var gradient = cos(convolution(input, weight)).to(type);
        var exact = Results(ScalarType.Float64);
        return Results(type).Zip(exact, (found, right) =>
        {
            var error = ((found.to(ScalarType.Float64) - right).abs().max() / right.abs().max()).ToNumber();
            return double.IsNaN(error) ? double.PositiveInfinity : error;
        }).Max();

        Tensor[] Results(ScalarType computed)
        {
            Tensor[] inputs = [input.to(computed).detach().requires_grad_(), weight.to(computed).detach().requires_grad_()];
            // Freed memory full of NaN: what is read before it is written shows.
            full_like(inputs[0], Scalars.Of(double.NaN)).Dispose();
            var output = convolution(inputs[0], inputs[1]);
            return [output.detach(), .. autograd.grad([output], inputs, [gradient.to(computed)])];
        }
    }
}
