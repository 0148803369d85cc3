using System.Runtime.InteropServices;

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
}
