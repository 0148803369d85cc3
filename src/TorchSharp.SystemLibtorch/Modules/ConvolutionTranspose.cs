using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>A convolution's gradient used as a layer: it enlarges by its stride.</summary>
public abstract class ConvolutionTranspose(
    string name, long in_channels, long out_channels, long[] kernel_size, long[] stride, long[] padding, long[] dilation,
    long[] output_padding, long groups, bool bias, PaddingModes padding_mode, Device? device = null, ScalarType? dtype = null)
    : Convolution(
        name, in_channels, out_channels, kernel_size, stride, padding, null, dilation, true, output_padding, groups, bias, padding_mode,
        device, dtype)
{
    public override Tensor forward(Tensor input) => forward(input, null);

    /// <param name="input">(N, C, …) or (C, …).</param>
    /// <param name="output_size">
    /// The spatial size wanted, which decides the output padding: a stride maps several output sizes to one input size.
    /// Null: <see cref="Convolution.output_padding"/> decides.
    /// </param>
    public abstract Tensor forward(Tensor input, long[]? output_size);

    /// <exception cref="ArgumentException">No output padding gives that size.</exception>
    private protected long[] OutputPaddingFor(Tensor input, long[] output_size)
    {
        var dimensions = kernel_size.Length;
        if (output_size.Length < dimensions)
            throw new ArgumentException($"{GetName()}: the output size needs {dimensions} numbers, it has {output_size.Length}.");
        var wanted = output_size[^dimensions..];
        var spatial = input.shape[^dimensions..];
        var result = new long[dimensions];
        for (var d = 0; d < dimensions; d++)
        {
            var least = ((spatial[d] - 1) * stride[d]) - (2 * padding[d]) + (dilation[d] * (kernel_size[d] - 1)) + 1;
            result[d] = wanted[d] - least;
            if (result[d] < 0 || result[d] >= stride[d])
                throw new ArgumentException(
                    $"{GetName()}: the output size {wanted[d]} in dimension {d} is out of reach, it can be {least} to {least + stride[d] - 1}.");
        }
        return result;
    }
}
