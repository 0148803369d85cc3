using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>Transposed 2-D convolution over (N, C, H, W) or (C, H, W).</summary>
public sealed class ConvTranspose2d : ConvolutionTranspose
{
    internal ConvTranspose2d(
        long in_channels, long out_channels, (long, long) kernel_size, (long, long)? stride, (long, long)? padding,
        (long, long)? output_padding, (long, long)? dilation, long groups, bool bias, PaddingModes padding_mode, Device? device,
        ScalarType? dtype)
        : base(
            nameof(ConvTranspose2d), in_channels, out_channels, Pair(kernel_size), Pair(stride ?? (1, 1)), Pair(padding ?? (0, 0)),
            Pair(dilation ?? (1, 1)), Pair(output_padding ?? (0, 0)), groups, bias, padding_mode, device, dtype)
    {
    }

    public override Tensor forward(Tensor input, long[]? output_size)
    {
        ValidateShape(input, 2);
        var extra = output_size is null ? output_padding : OutputPaddingFor(input, output_size);
        return Op.Call("aten::conv_transpose2d.input", input, weight, bias, stride, padding, extra, groups, dilation);
    }
}
