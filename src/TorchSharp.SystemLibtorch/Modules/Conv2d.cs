using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>2-D cross-correlation over (N, C, H, W) or (C, H, W).</summary>
public sealed class Conv2d : Convolution
{
    private static readonly long[] NoPadding = [0, 0];

    internal Conv2d(
        long in_channels, long out_channels, (long, long) kernel_size, (long, long)? stride, (long, long)? padding, Padding? padding_type,
        (long, long)? dilation, long groups, bool bias, PaddingModes padding_mode, Device? device, ScalarType? dtype)
        : base(
            nameof(Conv2d), in_channels, out_channels, Pair(kernel_size), Pair(stride ?? (1, 1)), Pair(padding ?? (0, 0)), padding_type,
            Pair(dilation ?? (1, 1)), false, [0, 0], groups, bias, padding_mode, device, dtype)
    {
    }

    public override Tensor forward(Tensor input)
    {
        ValidateShape(input, 2);
        if (padding_mode != PaddingModes.Zeros)
        {
            using var padded = functional.pad(input, _reversed_padding_repeated_twice, padding_mode);
            return Op.Call("aten::conv2d", padded, weight, bias, stride, NoPadding, dilation, groups);
        }
        return padding_type switch
        {
            Padding.Same => Op.Call("aten::conv2d.padding", input, weight, bias, stride, "same", dilation, groups),
            Padding.Valid => Op.Call("aten::conv2d.padding", input, weight, bias, stride, "valid", dilation, groups),
            _ => Op.Call("aten::conv2d", input, weight, bias, stride, padding, dilation, groups),
        };
    }
}
