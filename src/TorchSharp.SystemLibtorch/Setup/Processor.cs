using System.Runtime.Intrinsics.X86;

namespace TorchSharp.SystemLibtorch;

/// <summary>What the processor can do, from the kernel's own list: libraries that guess from model numbers are wrong on virtual machines.</summary>
/// <param name="Model">Model name.</param>
/// <param name="Vendor">CPUID vendor, such as GenuineIntel.</param>
/// <param name="Features">Feature flags as the kernel names them.</param>
internal sealed record Processor(string Model, string Vendor, IReadOnlySet<string> Features)
{
    private const string CpuInfo = "/proc/cpuinfo";

    public bool HasAvx2 => Has("avx2", "fma");

    public bool HasAvx512 => HasAvx2 && Has("avx512f", "avx512bw", "avx512dq", "avx512vl");

    public bool IsAmd => Vendor == "AuthenticAMD";

    public static Processor Read() => Parse(File.Exists(CpuInfo) ? File.ReadLines(CpuInfo) : []);

    /// <summary>Reads the first processor of a /proc/cpuinfo.</summary>
    public static Processor Parse(IEnumerable<string> lines)
    {
        var fields = lines
            .TakeWhile(line => line.Length > 0)
            .Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries))
            .Where(pair => pair.Length == 2)
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        return new Processor(
            fields.GetValueOrDefault("model name", "unknown"),
            fields.GetValueOrDefault("vendor_id", "unknown"),
            fields.GetValueOrDefault("flags", "").Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>
    /// The size of the second-level cache as CPUID gives it, in KiB: what OpenBLAS reads. Some virtual machines answer 0, from which
    /// OpenBLAS computes useless block sizes. Null where CPUID cannot be asked.
    /// </summary>
    public static int? SecondLevelCacheKiB()
    {
        const int cacheLeaf = unchecked((int)0x80000006);
        return X86Base.IsSupported ? (int)((uint)X86Base.CpuId(cacheLeaf, 0).Ecx >> 16) : null;
    }

    private bool Has(params string[] flags) => flags.All(Features.Contains);
}
