using System.Runtime.InteropServices;

namespace GanBench.Engine;

/// <summary>Asks NVIDIA's driver, for a process that shares out devices without loading libtorch.</summary>
internal static unsafe class CudaDriver
{
    /// <summary>CUDA devices that a process here may use (CUDA_VISIBLE_DEVICES); 0 where there is no driver.</summary>
    public static int CountDevices()
    {
        if (!NativeLibrary.TryLoad(OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1", out var driver)
            || !NativeLibrary.TryGetExport(driver, "cuInit", out var start)
            || !NativeLibrary.TryGetExport(driver, "cuDeviceGetCount", out var ask))
            return 0;
        var count = 0;
        return ((delegate* unmanaged<uint, int>)start)(0) == 0 && ((delegate* unmanaged<int*, int>)ask)(&count) == 0 ? count : 0;
    }
}
