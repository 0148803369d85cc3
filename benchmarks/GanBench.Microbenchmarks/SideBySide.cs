using System.Diagnostics;
using System.Globalization;
using System.Text;
using GanBench.Testing;
using MathNet.Numerics.Statistics;

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
        Number(Lines(Python, [Repository.PathOf("benchmarks", "peers", script), .. arguments]));

    /// <summary>Runs a benchmark of this program in a new process.</summary>
    /// <param name="arguments">Name and options.</param>
    public static double Ourselves(params string[] arguments) => Number(OurLines(arguments));

    /// <summary>Runs a benchmark of this program in a new process and returns all that it prints.</summary>
    /// <param name="arguments">Name and options.</param>
    public static IReadOnlyList<string> OurLines(params string[] arguments) => Lines(Environment.ProcessPath!,
        // Under "dotnet X.dll" the process is dotnet and needs the assembly's path first.
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
            ? [typeof(SideBySide).Assembly.Location, .. arguments]
            : arguments);

    /// <summary>Runs a program and returns the lines that it prints.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="quiet">Whether what it says on the side is kept for the exception's message.</param>
    /// <exception cref="ProcessEndedException">It ended with an exit code other than 0.</exception>
    public static IReadOnlyList<string> Lines(string program, IEnumerable<string> arguments, bool quiet = false)
    {
        using var process =
            new Process { StartInfo = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = quiet } };
        var aside = new StringBuilder();
        process.ErrorDataReceived += (_, line) => aside.AppendLine(line.Data);
        process.Start();
        if (quiet)
            process.BeginErrorReadLine();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output.Trim().Split('\n')
            : throw new ProcessEndedException($"{program} ended with exit code {process.ExitCode}. {aside}".Trim());
    }

    /// <summary>The number on the last line.</summary>
    /// <param name="lines">What a program printed.</param>
    public static double Number(IReadOnlyList<string> lines) => double.Parse(lines[^1], CultureInfo.InvariantCulture);

    /// <summary>The median, since a shared machine has outliers on one side.</summary>
    /// <param name="values">At least one measurement.</param>
    public static double Median(IEnumerable<double> values) => values.Median();
}

/// <summary>A process of a benchmark did not end well.</summary>
/// <param name="message">Which, how, and what it said; the exit code is 128 and the signal's number where a signal ended it.</param>
internal sealed class ProcessEndedException(string message) : Exception(message);
