using System.Diagnostics;
using System.Globalization;

namespace GanBench.Microbenchmarks;

/// <summary>Runs ours and the peer's in processes of their own and reads the number that each prints on its last line.</summary>
internal static class SideBySide
{
    /// <summary>The Python with PyTorch.</summary>
    public static string Python => Environment.GetEnvironmentVariable("GANBENCH_PYTHON") ?? "/usr/bin/python3";

    /// <summary>Runs a script of benchmarks/peers.</summary>
    /// <param name="script">Its file name.</param>
    /// <param name="arguments">Its arguments.</param>
    public static double Peer(string script, params string[] arguments) =>
        Measure(Python, [Path.Combine(Root(), "benchmarks", "peers", script), .. arguments]);

    /// <summary>Runs a benchmark of this program in a new process.</summary>
    /// <param name="arguments">Name and options.</param>
    public static double Ourselves(params string[] arguments) => Measure(Environment.ProcessPath!,
        // Under "dotnet X.dll" the process is dotnet and needs the assembly's path first.
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
            ? [typeof(SideBySide).Assembly.Location, .. arguments]
            : arguments);

    /// <summary>The median, since a shared machine has outliers on one side.</summary>
    /// <param name="values">At least one measurement.</param>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static double Measure(string program, IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? double.Parse(output.Trim().Split('\n')[^1], CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"{program} ended with exit code {process.ExitCode}.");
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "GanBench.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("Run this from a checkout of GanBench.");
    }
}
