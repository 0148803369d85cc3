using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>When <see cref="SystemLibtorch.Kernels"/> can do an optimizer's step in one pass, with the bits that the operators give.</summary>
internal static class FusedStep
{
    /// <summary>Whether parameter and state are contiguous float32 on the CPU. The gradient may lie otherwise, the kernels arrange it.</summary>
    public static bool Fits(params ReadOnlySpan<Tensor?> tensors)
    {
        foreach (var tensor in tensors)
        {
            if (tensor is null)
                continue;
            if (tensor.dtype != ScalarType.Float32 || tensor.device_type != DeviceType.CPU || !tensor.is_contiguous())
                return false;
        }
        return true;
    }
}
