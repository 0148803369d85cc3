using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>What a tensor is, in one native call: <c>gb_tensor_info</c> in native/tensor.cpp.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TensorInfo
{
    public long Elements;
    public long Dimensions;

    /// <summary>Device type in the low half, index in the high half.</summary>
    public long Device;

    public int Dtype;
    public int ElementSize;
}
