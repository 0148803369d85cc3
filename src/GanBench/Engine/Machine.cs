using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace GanBench.Engine;

/// <summary>What the machine is.</summary>
public static class Machine
{
    /// <summary>The processor's model name, or its architecture where the system does not tell.</summary>
    public static string Processor()
    {
        const string CpuInfo = "/proc/cpuinfo";
        var line = File.Exists(CpuInfo)
            ? File.ReadLines(CpuInfo).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line?.Split(':', 2)[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }

    /// <summary>Whether the processor multiplies bfloat16 itself (AVX512_BF16 or AMX); null where it is not of the x86 kind.</summary>
    public static bool? HasBfloat16()
    {
        const int Features = 7, Avx512Bfloat16 = 1 << 5, AmxBfloat16 = 1 << 22;
        if (!X86Base.IsSupported)
            return null;
        if (X86Base.CpuId(0, 0).Eax < Features)
            return false;
        var (leaves, _, _, amx) = X86Base.CpuId(Features, 0);
        return (amx & AmxBfloat16) != 0 || (leaves > 0 && (X86Base.CpuId(Features, 1).Eax & Avx512Bfloat16) != 0);
    }
}
