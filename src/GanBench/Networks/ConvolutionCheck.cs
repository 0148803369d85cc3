using GanBench.Engine;
using GanBench.Networks.Modules;
using static TorchSharp.torch;

namespace GanBench.Networks;

/// <summary>
/// Whether this machine's convolutions are right: float32 against float64, for channels that fill no whole block of the library below.
/// </summary>
public static class ConvolutionCheck
{
    // Input channels, output channels, stride; the last layer of a generator, the first of a discriminator, and uneven ones between.
    private static readonly (int Inputs, int Outputs, int Stride)[] Shapes =
        [(64, 1, 1), (64, 3, 1), (3, 32, 2), (20, 12, 1), (17, 64, 2), (64, 128, 2),
            (48, 80, 2)];

    /// <summary>The largest error of outputs and of both gradients, relative to the largest exact value.</summary>
    /// <param name="device">Where to compute.</param>
    public static double LargestError(Device device)
    {
        var worst = 0.0;
        foreach (var (inputs, outputs, stride) in Shapes)
        {
            using var scope = NewDisposeScope();
            var x = randn(8, inputs, 14, 14, dtype: ScalarType.Float64, device: device);
            var forward = randn(outputs, inputs, 3, 3, dtype: ScalarType.Float64, device: device);
            var transposed = randn(inputs, outputs, 3, 3, dtype: ScalarType.Float64, device: device);
            worst = Math.Max(worst, Error((i, w) => Convolve.Forward(i, w, null, [stride, stride], [1, 1]), x, forward));
            worst = Math.Max(worst, Error((i, w) => Convolve.Transposed(i, w, null, [stride, stride], [1, 1]), x, transposed));
        }
        return worst;
    }

    private static double Error(Func<Tensor, Tensor, Tensor> convolution, Tensor input, Tensor weight)
    {
        var exact = Results(input, weight);
        return Results(input.to(ScalarType.Float32), weight.to(ScalarType.Float32)).Zip(exact, (found, right) =>
        {
            var error = ((found.to(ScalarType.Float64) - right).abs().max() / right.abs().max()).ToNumber();
            return double.IsNaN(error) ? double.PositiveInfinity : error;
        }).Max();

        Tensor[] Results(Tensor i, Tensor w)
        {
            Tensor[] inputs = [i.detach().requires_grad_(), w.detach().requires_grad_()];
            // Freed memory full of NaN: what is read before it is written shows.
            full_like(i, Scalars.Of(double.NaN)).Dispose();
            var output = convolution(inputs[0], inputs[1]);
            return [output.detach(), .. autograd.grad([output], inputs, [cos(output.detach().to(ScalarType.Float32)).to(i.dtype)])];
        }
    }
}
