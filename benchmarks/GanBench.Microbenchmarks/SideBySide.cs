using System.Diagnostics;
using System.Text;
using GanBench.Microbenchmarks.Measuring;
using GanBench.Testing;

namespace GanBench.Microbenchmarks;

/// <summary>Runs ours and the peers' in processes of their own and reads what they print.</summary>
internal static class SideBySide
{
    /// <summary>The <c>ganbench</c> command of this checkout.</summary>
    public static readonly string Command = Repository.PathOf("src", "GanBench.Cli", "bin", "Release", "net10.0", "GanBench.Cli.dll");

    /// <summary>Runs one of this program's benchmarks in a new process and returns all that it prints.</summary>
    /// <param name="arguments">Name and options.</param>
    public static IReadOnlyList<string> OurLines(params string[] arguments) => Lines(Environment.ProcessPath!,
        // Under "dotnet X.dll" the process is dotnet and needs the assembly's path first; under a test runner it is no program of ours.
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
            ? [typeof(SideBySide).Assembly.Location, .. arguments]
            : arguments);

    /// <summary>Runs a worker of this program in a new process.</summary>
    /// <param name="arguments">Its name and options.</param>
    public static Measurement Ours(params string[] arguments) => Measurement.Parse(OurLines(["worker", .. arguments]));

    /// <summary>Runs <c>ganbench</c> to its end.</summary>
    /// <param name="arguments">Its arguments.</param>
    public static IReadOnlyList<string> GanBench(params string[] arguments) => Lines("dotnet", [Command, .. arguments]);

    /// <summary>Runs a program and returns the lines that it prints.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <exception cref="ProcessEndedException">It ended with an exit code other than 0.</exception>
    public static IReadOnlyList<string> Lines(string program, IEnumerable<string> arguments)
    {
        using var process = Start(program, arguments, out var aside);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output.Trim().Split('\n')
            : throw new ProcessEndedException(FormattableString.Invariant(
                $"{Path.GetFileName(program)} ended with exit code {process.ExitCode}. {aside}").Trim());
    }

    /// <summary>Milliseconds from a program's start to its first line.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <exception cref="ProcessEndedException">It ended without a line.</exception>
    public static double UntilFirstLine(string program, IEnumerable<string> arguments)
    {
        var clock = Stopwatch.StartNew();
        using var process = Start(program, arguments, out var aside);
        var line = process.StandardOutput.ReadLine();
        var elapsed = clock.Elapsed.TotalMilliseconds;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return line is not null ? elapsed : throw new ProcessEndedException($"{Path.GetFileName(program)} printed nothing. {aside}".Trim());
    }

    /// <summary>Milliseconds from a program's start until something is so; the program is then left to end by itself.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="reached">Asked every millisecond.</param>
    /// <exception cref="ProcessEndedException">It ended before, or with an exit code other than 0.</exception>
    public static double Until(string program, IEnumerable<string> arguments, Func<bool> reached)
    {
        var clock = Stopwatch.StartNew();
        using var process = Start(program, arguments, out var aside);
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        double? elapsed = null;
        while (elapsed is null && !process.HasExited)
        {
            if (reached())
                elapsed = clock.Elapsed.TotalMilliseconds;
            else
                Thread.Sleep(1);
        }
        process.WaitForExit();
        return process.ExitCode == 0 && (elapsed ?? (reached() ? clock.Elapsed.TotalMilliseconds : null)) is { } result
            ? result
            : throw new ProcessEndedException(FormattableString.Invariant(
                $"{Path.GetFileName(program)} ended with exit code {process.ExitCode} too early. {aside}").Trim());
    }

    private static Process Start(string program, IEnumerable<string> arguments, out StringBuilder aside)
    {
        var process = new Process { StartInfo = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true } };
        // What it says on the side is kept for an exception's message.
        var errors = aside = new StringBuilder();
        process.ErrorDataReceived += (_, line) => errors.AppendLine(line.Data);
        process.Start();
        process.BeginErrorReadLine();
        return process;
    }
}

/// <summary>A process of a benchmark did not end well.</summary>
/// <param name="message">Which, how, and what it said; the exit code is 128 and the signal's number where a signal ended it.</param>
internal sealed class ProcessEndedException(string message) : Exception(message);
