using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Normalises each channel of each sample of (N, C, H, W) over its pixels.</summary>
public sealed class InstanceNorm2d : NormBase
{
    internal InstanceNorm2d(
        long num_features, double eps, double momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype)
        : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, nameof(InstanceNorm2d))
    {
    }

    public override Tensor forward(Tensor input)
    {
        ValidateInputDimensions(input);
        return Op.Call(
            "aten::instance_norm", input, weight, bias, running_mean, running_var, training || running_mean is null, momentum ?? 0, eps, true);
    }

    protected override void ValidateInputDimensions(Tensor input)
    {
        if (input.ndim is not (3 or 4))
            throw new ArgumentException($"{GetName()}: the input has {input.ndim} dimensions, it should have 4 (N, C, H, W) or 3 (C, H, W).");
    }
}
