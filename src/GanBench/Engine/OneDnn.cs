using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using static TorchSharp.torch;

namespace GanBench.Engine;

/// <summary>
/// oneDNN, which libtorch gives its float32 convolutions to. It reads the sizes of an AMD processor's caches from CPUID leaf 0x8000001D,
/// which some virtual machines leave empty; it then takes every cache for one byte, and its reordering of channels that fill no whole
/// block leaves garbage where zeros belong: convolutions and their gradients are wrong without any error (seen with oneDNN 3.7.1 in
/// libtorch 2.10). There GanBench passes it whole blocks of channels alone.
/// </summary>
internal static unsafe class OneDnn
{
    private const int CacheLeaf = unchecked((int)0x8000001D), LargestExtendedLeaf = unchecked((int)0x80000000);

    // "AuthenticAMD" in the order of EBX, EDX, ECX.
    private const int Authentic = 0x68747541, Enti = 0x69746E65, CAmd = 0x444D4163;

    // oneDNN blocks channels by 16 with AVX-512 and by 8 with AVX2. The input gradient of a strided convolution takes two blocks at once,
    // and is wrong for the last one of an odd number of them, unless it is the only one.
    private const int Block = 16;

    // Context& at::globalContext(), and void at::Context::setUserEnabledMkldnn(bool) and its like for NNPACK, which TorchSharp does not
    // expose.
    private const string GlobalContext = "_ZN2at13globalContextEv";
    private const string SetOneDnn = "_ZN2at7Context20setUserEnabledMkldnnEb", SetNnpack = "_ZN2at7Context20setUserEnabledNNPACKEb";

    private static bool _off;

    /// <summary>Whether the processor is one of AMD's.</summary>
    public static bool IsAmd { get; } = X86Base.IsSupported && X86Base.CpuId(0, 0) is (_, Authentic, CAmd, Enti);

    /// <summary>Whether the processor tells oneDNN the sizes of its caches.</summary>
    public static bool SeesCaches { get; } = ReadSeesCaches();

    /// <summary>How many channels of zeros a convolution needs beside its own to be right; none where the processor tells.</summary>
    /// <param name="input">Input of the convolution.</param>
    /// <param name="channels">Its input or output channels.</param>
    public static long MissingChannels(Tensor input, long channels)
    {
        if (SeesCaches || _off || input.dtype is not (ScalarType.Float32 or ScalarType.BFloat16)
            || input.device_type != TorchSharp.DeviceType.CPU)
            return 0;
        var block = channels <= Block ? Block : 2 * Block;
        return (block - (channels % block)) % block;
    }

    /// <summary>
    /// Whether a large float32 product is faster as a convolution by oneDNN than by MKL: on AMD processors with AVX-512, where MKL keeps to
    /// AVX2. With one thread libtorch gives such a convolution to MKL all the same.
    /// </summary>
    /// <param name="input">A factor.</param>
    public static bool MultipliesFaster(Tensor input) =>
        TakesProducts && input.dtype == ScalarType.Float32 && input.device_type == TorchSharp.DeviceType.CPU;

    /// <summary>Whether large float32 products on the CPU go to oneDNN in this process.</summary>
    public static bool TakesProducts => IsAmd && Avx512F.IsSupported && SeesCaches && !_off && get_num_threads() > 1;

    /// <summary>
    /// Says which libraries compute convolutions for the rest of this process: oneDNN or libtorch's own code, and never NNPACK.
    /// </summary>
    /// <param name="libtorchCpu">Full path of the loaded library.</param>
    /// <param name="off">Whether oneDNN is left out: portable numerics must take the same path on every machine.</param>
    /// <exception cref="EnvironmentException">It is to be left out, and this libtorch cannot be told.</exception>
    public static void Configure(string libtorchCpu, bool off)
    {
        var library = NativeLibrary.Load(libtorchCpu);
        // NNPACK is tried for small batches, and says at each convolution that it does not know a newer processor.
        var told = Tell(library, SetNnpack);
        if (!off)
            return;
        if (!told || !Tell(library, SetOneDnn))
            throw new EnvironmentException(
                "Portable numerics need a libtorch that can be told to leave oneDNN out, which this platform's cannot; use --numerics "
                + "native.");
        _off = true;
    }

    private static bool Tell(nint library, string setter)
    {
        if (!NativeLibrary.TryGetExport(library, GlobalContext, out var context)
            || !NativeLibrary.TryGetExport(library, setter, out var set))
            return false;
        ((delegate* unmanaged<void*, byte, void>)set)(((delegate* unmanaged<void*>)context)(), 0);
        return true;
    }

    private static bool ReadSeesCaches()
    {
        if (!IsAmd)
            return true;
        return (uint)X86Base.CpuId(LargestExtendedLeaf, 0).Eax >= unchecked((uint)CacheLeaf) && X86Base.CpuId(CacheLeaf, 0).Ebx != 0;
    }
}
