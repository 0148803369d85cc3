using TorchSharp;
using static TorchSharp.torch;

namespace GanBench.Engine;

/// <summary>Copies from the host to a device.</summary>
internal static class DeviceCopy
{
    /// <summary>
    /// Sends a tensor to a device. To a GPU it goes through page-locked memory, which the GPU reads by itself, and the call does not wait:
    /// what is computed from the result comes after the copy in the GPU's queue. Each copy has page-locked memory of its own, so none is
    /// written twice; libtorch takes it back for a later copy when the GPU has passed the event that it recorded behind this one.
    /// </summary>
    /// <param name="host">A tensor in the host's memory, the caller's own: it may be freed and written at once.</param>
    /// <param name="device">Where it is needed.</param>
    /// <returns>The tensor there; where the host is the device, another handle of the same memory.</returns>
    public static Tensor Send(Tensor host, Device device)
    {
        if (device.type != DeviceType.CUDA)
            return host.to(device);
        using var locked = host.pin_memory();
        return locked.to(device, non_blocking: true);
    }
}
