using System.Globalization;

namespace GanBench.Scaling;

/// <summary>Memory of this process as Linux counts it, in MiB.</summary>
/// <param name="Resident">Resident set: everything in memory, mapped files and libraries included.</param>
/// <param name="Anonymous">What stands in no file: heaps and stacks, which only this process can give back.</param>
internal sealed record ProcessMemory(double Resident, double Anonymous)
{
    private const string Summary = "/proc/self/smaps_rollup", Status = "/proc/self/status";

    /// <summary>Reads it now.</summary>
    /// <exception cref="EnvironmentException">The system does not tell.</exception>
    public static ProcessMemory Now() => new(Field(Summary, "Rss:"), Field(Summary, "Anonymous:"));

    /// <summary>The largest resident set so far, in MiB.</summary>
    /// <exception cref="EnvironmentException">The system does not tell.</exception>
    public static double PeakResident() => Field(Status, "VmHWM:");

    private static double Field(string file, string name)
    {
        var line = File.Exists(file)
            ? File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))
            : null;
        return line?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is [_, var kib, "kB"]
            ? double.Parse(kib, CultureInfo.InvariantCulture) / 1024
            : throw new EnvironmentException($"The memory of a process is read from {file}, which does not have {name} here.");
    }
}
