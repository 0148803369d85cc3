using System.Reflection;
using System.Runtime.InteropServices;
using GanBench.Engine;

namespace GanBench.Runs;

/// <summary>Finds out what a run's <c>environment.json</c> states.</summary>
public static class EnvironmentProbe
{
    /// <summary>GanBench's version, with the commit it was built from where that was known.</summary>
    public static string Version { get; } = ReadVersion();

    /// <summary>Describes this process and machine; loads libtorch.</summary>
    /// <param name="device">Device the run uses.</param>
    /// <param name="numerics">Numerics mode.</param>
    public static RunEnvironment Describe(string device, Numerics numerics)
    {
        var report = TorchEngine.Describe();
        return new RunEnvironment
        {
            GanBench = Version,
            EngineSemantics = TorchEngine.Semantics,
            Libtorch = report.Libtorch,
            Device = device,
            Accelerator = device.StartsWith("cuda", StringComparison.Ordinal) ? report.CudaDevices.FirstOrDefault() : null,
            Processor = Machine.Processor(),
            Cores = Environment.ProcessorCount,
            Threads = report.Threads,
            Memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
            OperatingSystem = RuntimeInformation.OSDescription,
            Runtime = RuntimeInformation.FrameworkDescription,
            Numerics = numerics,
            Settings = report.Settings,
        };
    }

    private static string ReadVersion()
    {
        var assembly = typeof(EnvironmentProbe).Assembly;
        var version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
        using var reader = new StreamReader(assembly.GetManifestResourceStream("revision.txt") ?? Stream.Null);
        var revision = reader.ReadToEnd().Trim();
        return revision.Length == 0 ? version : $"{version}+{revision}";
    }
}
